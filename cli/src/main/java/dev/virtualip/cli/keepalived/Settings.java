package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Instance.Announcing;
import dev.virtualip.cli.keepalived.Instance.Sending;
import dev.virtualip.crds.Announcements;
import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.Preempt;
import dev.virtualip.crds.Vrrp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that both kinds of documents have; null where our own default says the same. */
final class Settings {
    private Settings() {}

    static @Nullable Preempt preempt(Instance.Preempt preempt) {
        if (!preempt.always()) {
            return new Preempt(Preempt.Policy.NEVER, null);
        }
        return preempt.delayMillis() == 0 ? null : new Preempt(null, Values.duration(preempt.delayMillis()));
    }

    static Vrrp vrrp(Sending sending, @Nullable Authentication authentication) {
        return new Vrrp(
                sending.virtualRouterId().value(),
                sending.version().value(),
                sending.unicast() ? Vrrp.Transport.UNICAST : null,
                sending.messageOnly().value() ? Vrrp.Checksum.MESSAGE_ONLY : null,
                authentication,
                List.of());
    }

    static @Nullable Announcements announcements(Announcing announcing) {
        if (announcing.isDefault()) {
            return null;
        }
        return new Announcements(
                announcing.repeat(), null, text(announcing.delayMillis()), text(announcing.refreshMillis()));
    }

    private static @Nullable String text(@Nullable Long millis) {
        return millis == null ? null : Values.duration(millis);
    }
}
