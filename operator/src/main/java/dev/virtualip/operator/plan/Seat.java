package dev.virtualip.operator.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A node that has a place in a bond, or could get one, while it is being weighed. */
final class Seat {
    private final NodeFacts node;
    private final int number;
    private final List<String> interfaces;
    private final List<Holding> places;
    private final boolean stays;
    private int priority;

    /**
     * A place that the bond has.
     *
     * @param number the number of its node
     * @param interfaces its interface for each unit; empty: the unit is not there
     * @param places what the node has of each unit
     * @param stays false: it gives way as soon as another can take over
     */
    Seat(NodeFacts node, int number, List<String> interfaces, List<Holding> places, boolean stays) {
        this.node = node;
        this.number = number;
        this.interfaces = interfaces;
        this.places = places;
        this.stays = stays;
        this.priority = places.isEmpty() ? 0 : places.getFirst().priority();
    }

    /** A place that a node could get. */
    static Seat offered(NodeFacts node, int number, List<String> interfaces) {
        return new Seat(node, number, interfaces, List.of(), true);
    }

    NodeFacts node() {
        return node;
    }

    int number() {
        return number;
    }

    boolean stays() {
        return stays;
    }

    boolean isNew() {
        return places.isEmpty();
    }

    boolean isAbsent() {
        return node.standing().absent();
    }

    int priority() {
        return priority;
    }

    void setPriority(int chosen) {
        priority = chosen;
    }

    /** Whether no other node has this priority in a unit in which this one has another, or none. */
    boolean mayKeep(int kept, Bond bond) {
        for (Unit unit : bond.units()) {
            Holding place = node.place(unit.name());
            boolean own = place != null && place.priority() == kept;
            if (!own
                    && unit.running() != null
                    && unit.running().holdings().stream()
                            .anyMatch(other -> other.priority() == kept
                                    && !other.node().equals(node.name())
                                    && other.id() == unit.id())) {
                return false;
            }
        }
        return true;
    }

    /** Whether its agent says now that it listens or answers in each unit that it has. */
    boolean isLive() {
        return node.node().ready() && !places.isEmpty() && places.stream().allMatch(Holding::isLive);
    }

    boolean isActive() {
        return places.stream().anyMatch(Holding::isActive);
    }

    /**
     * Whether it can be preferred to all others without two Actives: it listens, and every other place has carried out
     * that this node may speak.
     */
    boolean isSettled(List<Seat> others, Bond bond) {
        return isLive()
                && others.stream()
                        .filter(other -> other != this && !other.isAbsent() && !other.isNew())
                        .allMatch(other -> other.node.isCaughtUp() && other.hears(this, bond));
    }

    /** Whether its agent hears another one as soon as it runs anything of this: it does, or runs nothing of it yet. */
    boolean willHear(Seat speaker, Bond bond) {
        boolean runsNothing = !node.isSilent() && places.stream().allMatch(place -> place.report() == null);
        return (node.isCaughtUp() || runsNothing) && hears(speaker, bond);
    }

    private boolean hears(Seat speaker, Bond bond) {
        for (int i = 0; i < interfaces.size(); i++) {
            Unit unit = bond.units().get(i);
            Holding place = node.place(unit.name());
            Link link = speaker.node.link(speaker.interfaces.get(i));
            if (unit.running() == null || place == null || place.spec() == null || link == null) {
                continue;
            }
            Set<String> allowed = new TreeSet<>(place.spec().vrrpOrDefault().allowedSources());
            List<String> sources = Sources.of(link, unit.ipv6(), unit.settings().transport());
            if (!allowed.isEmpty() && !allowed.containsAll(sources)) {
                return false;
            }
        }
        return true;
    }

    Slot slot(@Nullable String release) {
        return new Slot(node, List.copyOf(interfaces), priority, !stays, release);
    }
}
