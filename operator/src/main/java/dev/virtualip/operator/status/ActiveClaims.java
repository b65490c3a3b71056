package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.RouterState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which node's claim to be Active counts. A claim is a report of state Active since some time. It counts
 * until another node reports that it took over. A dead node withdraws nothing, so the order in which claims were seen
 * decides, and the previous status records that order: a claim in it was seen before one that is not. Clocks of
 * different nodes are compared only if two claims that were never seen name each other.
 */
final class ActiveClaims {
    private static final Comparator<MemberView> BY_CLOCK =
            Comparator.comparing(MemberView::since).thenComparing(MemberView::node);

    private final List<MemberView> members;
    private final PreviousRouter previous;

    ActiveClaims(List<MemberView> members, PreviousRouter previous) {
        this.members = members;
        this.previous = previous;
    }

    /** The nodes whose claim no longer counts. */
    Set<String> stale() {
        Set<String> stale =
                members.stream().filter(this::superseded).map(MemberView::node).collect(Collectors.toSet());
        boolean allStale =
                members.stream().noneMatch(member -> member.claimsActive() && !stale.contains(member.node()));
        if (allStale) {
            // The node that took over has left again. A node that Backups follow now was Active all the time.
            stale.removeIf(this::hasFollowers);
        }
        return stale;
    }

    private boolean hasFollowers(String node) {
        return members.stream()
                .anyMatch(member -> member.node().equals(node) && RouterView.followers(member, members) > 0);
    }

    private boolean superseded(MemberView member) {
        return member.claimsActive()
                && (previous.knowsAsStale(member) || members.stream().anyMatch(other -> supersedes(other, member)));
    }

    /** A takeover that was seen before has had its effect, and does not concern claims made since. */
    private boolean supersedes(MemberView other, MemberView member) {
        if (other.node().equals(member.node()) || !other.tookOverFrom(member) || previous.knows(other)) {
            return false;
        }
        return previous.knows(member) || !member.tookOverFrom(other) || BY_CLOCK.compare(other, member) > 0;
    }

    /** The node that answers; null: none is known to. */
    @Nullable
    MemberView active(Set<String> stale) {
        return members.stream()
                .filter(member -> member.claimsActive() && !stale.contains(member.node()))
                .max(Comparator.comparing(MemberView::reporting)
                        .thenComparing(member -> !previous.knows(member))
                        .thenComparing(previous::wasActive)
                        .thenComparingLong(member -> RouterView.followers(member, members))
                        .thenComparing(BY_CLOCK))
                .or(this::releasing)
                .orElse(null);
    }

    /** A node in state Releasing answers until its successor advertises. */
    private Optional<MemberView> releasing() {
        return members.stream()
                .filter(member -> member.is(RouterState.RELEASING))
                .max(Comparator.comparing(previous::wasActive).thenComparing(BY_CLOCK));
    }
}
