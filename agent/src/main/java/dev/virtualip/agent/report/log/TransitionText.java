package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.DisplayText;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.crds.format.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * Log line of a transition: virtual router, states, reason, cause and consequence.
 *
 * <pre>
 * ingress-ipv4 (eth1, VRID 55): Backup -&gt; Active: PeerTimeout, 192.0.2.11 (priority 150) was silent for 3.609 s;
 *     advertising 192.0.2.5 every 1 s with priority 100
 * </pre>
 */
final class TransitionText {
    private TransitionText() {}

    /** The line; the interface's name is left out where it is null. */
    static String of(JournalEntry entry, Reason reason, @Nullable String interfaceName) {
        return "%s (%sVRID %d): %s -> %s: %s, %s; %s"
                .formatted(
                        entry.virtualRouter(),
                        interfaceName == null ? "" : interfaceName + ", ",
                        entry.settings().virtualRouterId(),
                        entry.before().label(),
                        entry.step().next().label(),
                        reason.label(),
                        TransitionCauseText.of(entry, reason),
                        consequence(entry));
    }

    private static String consequence(JournalEntry entry) {
        RouterSettings settings = entry.settings();
        return switch (entry.step().next()) {
            case State.Active active ->
                "advertising %s every %s with priority %d"
                        .formatted(
                                DisplayText.addresses(settings.addresses()),
                                DisplayText.duration(active.cadenceNanos()),
                                settings.priority());
            case State.Backup backup -> listening(entry, backup);
            case State.Releasing releasing -> answering(entry, releasing);
            case State.Initialize ignored ->
                entry.before() instanceof State.Backup ? "not participating" : "addresses removed";
        };
    }

    private static String listening(JournalEntry entry, State.Backup backup) {
        String patience = DisplayText.duration(left(entry, backup));
        Peer active = backup.active();
        String removed = entry.before() instanceof State.Active ? "addresses removed, " : "";
        return active == null
                ? removed + "listening for " + patience
                : "following %s, which advertises every %s; taking over after %s of silence"
                        .formatted(
                                DisplayText.peer(active), DisplayText.duration(backup.activeIntervalNanos()), patience);
    }

    private static String answering(JournalEntry entry, State.Releasing releasing) {
        Peer successor = releasing.successor();
        return "answering for %s until %s announces %s, at most %s"
                .formatted(
                        DisplayText.addresses(releasing.held()),
                        successor == null ? "a successor" : AddressText.format(successor.address()),
                        releasing.held().size() == 1 ? "it" : "them",
                        DisplayText.duration(left(entry, releasing)));
    }

    private static long left(JournalEntry entry, State next) {
        return Math.max(0, next.deadlineNanos() - entry.event().nowNanos());
    }
}
