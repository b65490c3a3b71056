package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.DisplayText;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.crds.format.AddressText;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Text for the cause of a transition, with the peer and its priority. */
public final class TransitionCauseText {
    private TransitionCauseText() {}

    /** The text. */
    public static String of(JournalEntry entry, Reason reason) {
        return entry.before() instanceof State.Releasing releasing
                ? released(releasing, entry.event(), reason)
                : began(entry, reason);
    }

    private static String began(JournalEntry entry, Reason reason) {
        Peer active = entry.before() instanceof State.Backup backup ? backup.active() : null;
        return switch (reason) {
            case PEER_TIMEOUT -> timeout(entry, active);
            case PEER_STOPPED -> name(active) + " sent priority 0 because it stops" + ago(entry);
            case PREEMPTING -> name(active) + " has the lower priority";
            case PEER_WITHDRAWN -> name(active) + " was withdrawn by its own health check";
            case SUPERIOR_PEER -> superior(entry);
            case STARTED, OWNER, LINK_DOWN, ADDRESS_MISSING, ADDRESS_STOLEN, PAUSED, GROUP_MEMBER ->
                circumstance(entry, reason);
            case MOVE_REQUESTED, HEALTH_CHECK_FAILED, CONFIG_CHANGED, STOPPED -> circumstance(entry, reason);
        };
    }

    /** The cause of a reason that does not depend on the previous state. */
    private static String circumstance(JournalEntry entry, Reason reason) {
        return switch (reason) {
            case STARTED ->
                "ready to send from " + AddressText.format(entry.settings().sourceAddress());
            case OWNER -> "this host owns the addresses (priority 255)";
            case LINK_DOWN -> "an interface that it needs is down, without carrier or gone";
            case ADDRESS_MISSING -> "the interface lacks an address that it needs";
            case ADDRESS_STOLEN -> "another program on this host keeps removing the addresses";
            case PAUSED -> "this process was suspended for longer than its peers wait";
            case GROUP_MEMBER -> "another member of its move group is no longer Active";
            case MOVE_REQUESTED -> "a planned move was asked for";
            case HEALTH_CHECK_FAILED -> "a health check of this host failed";
            case CONFIG_CHANGED -> "its configuration changed in a way that peers could not follow";
            case STOPPED -> "the agent stops";
            case SUPERIOR_PEER -> "a superior router advertises";
            case PEER_TIMEOUT, PEER_STOPPED, PREEMPTING, PEER_WITHDRAWN -> "no router is Active";
        };
    }

    private static String timeout(JournalEntry entry, @Nullable Peer active) {
        OptionalLong silence = FailoverOutage.endedBy(entry);
        return active == null || silence.isEmpty()
                ? "no advertisement was received"
                : DisplayText.peer(active) + " was silent for " + DisplayText.duration(silence.getAsLong());
    }

    private static String ago(JournalEntry entry) {
        OptionalLong silence = FailoverOutage.endedBy(entry);
        return silence.isEmpty() ? "" : " " + DisplayText.duration(silence.getAsLong()) + " ago";
    }

    private static String superior(JournalEntry entry) {
        if (!(entry.event() instanceof Event.Heard heard)) {
            return circumstance(entry, Reason.SUPERIOR_PEER);
        }
        String source = AddressText.format(heard.source());
        int theirs = heard.advertisement().priority();
        int ours = entry.settings().priority();
        return theirs > ours
                ? "%s advertises with priority %d, above %d".formatted(source, theirs, ours)
                : "%s advertises with the same priority %d from the higher address".formatted(source, theirs);
    }

    /** The cause of the end of a release: the event; the reason is that of its start. */
    private static String released(State.Releasing before, Event event, Reason reason) {
        Peer successor = before.successor();
        if (event instanceof Event.Claimed) {
            return name(successor) + " announced the last address";
        }
        if (event instanceof Event.TimerFired) {
            return successor == null
                    ? "no successor advertised in time"
                    : DisplayText.peer(successor) + " did not announce every address in time";
        }
        return "its release was cut short (" + reason.label() + ")";
    }

    private static String name(@Nullable Peer peer) {
        return peer == null ? "another router" : DisplayText.peer(peer);
    }
}
