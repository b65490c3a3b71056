package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Instance.Announcing;
import dev.virtualip.cli.keepalived.Instance.Binding;
import dev.virtualip.cli.keepalived.Instance.Sending;
import dev.virtualip.crds.Names;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what keepalived's defaults and corrections make of one instance, and says where that is a surprise or a
 * risk.
 */
final class InstanceResolver {
    private static final int MAX_REPEAT = 100;
    private static final long MAX_ANNOUNCEMENT_DELAY_MILLIS = 60_000;
    private static final long MAX_REFRESH_MILLIS = 3_600_000;

    private final HostDraft host;
    private final InstanceDraft draft;
    private final Ledger ledger;

    private InstanceResolver(HostDraft host, InstanceDraft draft, Ledger ledger) {
        this.host = host;
        this.draft = draft;
        this.ledger = ledger;
    }

    /** The instance as it works; null with a remark: it cannot be carried over. */
    static @Nullable Instance resolve(String hostName, HostDraft host, InstanceDraft draft, Ledger ledger) {
        return new InstanceResolver(host, draft, ledger).resolve(hostName);
    }

    private @Nullable Instance resolve(String hostName) {
        Given<Integer> virtualRouterId = draft.virtualRouterId;
        if (virtualRouterId == null || draft.addresses.isEmpty()) {
            String missing = virtualRouterId == null ? "virtual_router_id" : "virtual_ipaddress";
            ledger.tell(
                    draft.place,
                    "vrrp_instance %s: has no %s that can be used: left out".formatted(draft.name, missing));
            return null;
        }
        Optional<Binding> binding = new BindingResolver(draft, ledger).resolve(virtualRouterId.value());
        if (binding.isEmpty()) {
            return null;
        }
        Given<Integer> version = version(binding.get().family());
        Sending sending = new SendingResolver(draft, ledger, strict()).resolve(virtualRouterId, version, binding.get());
        tellAccept(version.value());
        return new Instance(
                hostName,
                draft.name,
                Names.nearest(draft.name, "unnamed"),
                draft.place,
                new ElectionResolver(host, draft, ledger, strict())
                        .resolve(version.value(), strict() != null || usesHeaders(version.value())),
                binding.get(),
                sending,
                null,
                announcing());
    }

    /** Where strict mode is asked for; null: it is not on. */
    private @Nullable Place strict() {
        Given<Boolean> own = draft.strict;
        return own == null ? host.strict : own.value() ? own.place() : null;
    }

    /** Authentication headers number the packets, so that keepalived must have heard one before it is Active. */
    private boolean usesHeaders(int version) {
        return version == 2 && draft.authType != null && draft.authType.value().equals("AH") && draft.password != null;
    }

    private Given<Integer> version(Family family) {
        Given<Integer> said = draft.version != null ? draft.version : host.version;
        Given<Integer> version = said != null ? said : new Given<>(2, draft.place);
        if (family == Family.IPV4 || version.value() == 3) {
            return version;
        }
        if (draft.version != null) {
            ledger.tell(
                    version.place(),
                    "version 2: IPv6 needs version 3, which is set; "
                            + (strict() != null
                                    ? "keepalived does the same in strict mode"
                                    : "keepalived sends version 2 all the same, and neither hears the other: write"
                                            + " version 3 on every host"));
        }
        return version.map(two -> 3);
    }

    /** In strict mode keepalived drops what comes to the addresses unless {@code accept} is given, in version 3. */
    private void tellAccept(int version) {
        Place place = strict();
        boolean accepts = version == 3 && draft.accept != null && draft.accept.value();
        if (place != null && !draft.isOwner() && !accepts && (draft.accept == null || draft.accept.value())) {
            ledger.tell(
                    draft.place,
                    "vrrp_instance %s: in strict mode (%s) keepalived drops packets to the addresses: here the host"
                                    .formatted(draft.name, place)
                            + " answers for them; keep a firewall rule of your own if it must not");
        }
    }

    private Announcing announcing() {
        AnnouncementDraft own = draft.announcements;
        AnnouncementDraft global = host.announcements;
        Given<Integer> repeat = own.repeat != null ? own.repeat : global.repeat;
        Given<Long> delay = own.delayMillis != null ? own.delayMillis : global.delayMillis;
        Given<Long> refresh = own.refreshMillis != null ? own.refreshMillis : global.refreshMillis;
        if (repeat != null && repeat.value() == 0) {
            ledger.tell(repeat.place(), "garp_master_repeat 0: at least one announcement is sent: 1 is set");
        }
        return new Announcing(
                repeat == null ? null : repeat(repeat),
                delay == null ? null : atMost(delay, MAX_ANNOUNCEMENT_DELAY_MILLIS, "garp_master_delay"),
                refresh == null ? null : refresh(refresh));
    }

    private int repeat(Given<Integer> repeat) {
        if (repeat.value() > MAX_REPEAT) {
            ledger.tell(
                    repeat.place(), "garp_master_repeat: at most %d is supported: that is set".formatted(MAX_REPEAT));
        }
        return Math.clamp(repeat.value(), 1, MAX_REPEAT);
    }

    private long refresh(Given<Long> refresh) {
        long millis = atMost(refresh, MAX_REFRESH_MILLIS, "garp_master_refresh");
        return millis > 0 ? Math.max(1_000, millis) : 0;
    }

    private long atMost(Given<Long> value, long max, String directive) {
        if (value.value() > max) {
            ledger.tell(
                    value.place(),
                    "%s: at most %s is supported: that is set".formatted(directive, Values.duration(max)));
        }
        return Math.min(value.value(), max);
    }
}
