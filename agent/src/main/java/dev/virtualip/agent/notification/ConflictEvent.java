package dev.virtualip.agent.notification;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.daemon.notification.NotificationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Maps a notice about a conflict with another host to an event. */
final class ConflictEvent {
    private static final List<NoticeKind> KINDS = List.of(
            NoticeKind.ADDRESS_IN_USE,
            NoticeKind.DUPLICATE_CLAIM,
            NoticeKind.SPLIT_BRAIN,
            NoticeKind.VIRTUAL_ROUTER_ID_CONFLICT);

    private ConflictEvent() {}

    static boolean isConflict(Notice notice) {
        return kind(notice).isPresent();
    }

    /** The kind; what differs and the address of the other router can follow it. */
    private static Optional<NoticeKind> kind(Notice notice) {
        String word = notice.kind().split(" ", 2)[0];
        return KINDS.stream().filter(kind -> kind.text().equals(word)).findFirst();
    }

    static NotificationEvent of(Notice notice, String node, VirtualRouterSpec router, Instant time) {
        NoticeKind kind = kind(notice).orElseThrow();
        List<String> addresses = TransitionEvent.addresses(router);
        return new NotificationEvent(
                Event.CONFLICT,
                time,
                node,
                TransitionEvent.name(router),
                addresses,
                TransitionEvent.details(router),
                TransitionEvent.subject(router, addresses) + summary(kind),
                null,
                kind.text(),
                notice.message(),
                advice(kind));
    }

    private static String summary(NoticeKind kind) {
        return switch (kind) {
            case ADDRESS_IN_USE -> " is in use by another host";
            case DUPLICATE_CLAIM -> " is also claimed by another host";
            case SPLIT_BRAIN -> " is on two hosts at once";
            default -> " has a router beside it that cannot be a peer";
        };
    }

    private static String advice(NoticeKind kind) {
        return switch (kind) {
            case ADDRESS_IN_USE, DUPLICATE_CLAIM ->
                "Find the host with this MAC address in the tables of the switches, and take the address off it.";
            case SPLIT_BRAIN ->
                "Check the network between the hosts: each of them answers now, and clients reach one or the other.";
            default ->
                "Make version, password, interval and addresses equal on all hosts with this Virtual Router ID,"
                        + " or use another ID on one side.";
        };
    }
}
