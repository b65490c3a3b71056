package dev.virtualip.agent.notification;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.daemon.notification.NotificationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Maps a notice about a conflict with another host to an event. */
final class ConflictEvent {
    private static final Set<String> KINDS = Set.of("AddressInUse", "DuplicateClaim", "SplitBrain");

    /** Followed by what differs and by the other router's address. */
    private static final String ROUTER_ID = "VirtualRouterIDConflict";

    private ConflictEvent() {}

    static boolean isConflict(Notice notice) {
        return KINDS.contains(notice.kind()) || notice.kind().startsWith(ROUTER_ID + " ");
    }

    static NotificationEvent of(Notice notice, String node, VirtualRouterSpec router, Instant time) {
        String reason = notice.kind().startsWith(ROUTER_ID) ? ROUTER_ID : notice.kind();
        List<String> addresses = TransitionEvent.addresses(router);
        return new NotificationEvent(
                Event.CONFLICT,
                time,
                node,
                TransitionEvent.name(router),
                addresses,
                TransitionEvent.details(router),
                TransitionEvent.subject(router, addresses) + summary(reason),
                null,
                reason,
                notice.message(),
                advice(reason));
    }

    private static String summary(String reason) {
        return switch (reason) {
            case "AddressInUse" -> " is in use by another host";
            case "DuplicateClaim" -> " is also claimed by another host";
            case "SplitBrain" -> " is on two hosts at once";
            default -> " has a router beside it that cannot be a peer";
        };
    }

    private static String advice(String reason) {
        return switch (reason) {
            case "AddressInUse", "DuplicateClaim" ->
                "Find the host with this MAC address in the tables of the switches, and take the address off it.";
            case "SplitBrain" ->
                "Check the network between the hosts: each of them answers now, and clients reach one or the other.";
            default ->
                "Make version, password, interval and addresses equal on all hosts with this Virtual Router ID,"
                        + " or use another ID on one side.";
        };
    }
}
