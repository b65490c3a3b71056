package dev.virtualip.daemon.notification;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Tls;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events and destinations of the tests. */
final class Samples {
    static final Instant TIME = Instant.parse("2026-11-28T02:13:14.123Z");
    static final NotificationMessage.Source SOURCE = new NotificationMessage.Source("virtualip-agent", "lb02");

    private Samples() {}

    static NotificationEvent event(Event kind, String virtualIP) {
        return new NotificationEvent(
                kind,
                TIME,
                "lb02",
                virtualIP,
                List.of("192.168.31.5"),
                "virtual router " + virtualIP + "-ipv4, VRID 55, interface eth1",
                "192.168.31.5 (" + virtualIP + ") is now on lb02",
                new NotificationEvent.Previous("Backup", TIME.minusSeconds(3_723)),
                "PeerTimeout",
                "192.168.31.11 (priority 150) was silent for 3.609 s",
                "Find out why 192.168.31.11 stopped.");
    }

    static NotificationEvent active(String virtualIP) {
        return event(Event.ACTIVE, virtualIP);
    }

    static NotificationMessage message(NotificationEvent... events) {
        return new NotificationMessage("0b5c", SOURCE, List.of(events), 0);
    }

    static Mail mail(int port, Tls tls, String... to) {
        return new Mail("127.0.0.1", port, tls, null, null, null, "lb@example.org", List.of(to), "2s");
    }

    static Notification webhook(String name, int port, @Nullable String keyFile) {
        Webhook webhook = new Webhook("http://127.0.0.1:" + port + "/hook?token=s3cret", keyFile, null);
        return new Notification(name, List.of(), null, webhook);
    }
}
