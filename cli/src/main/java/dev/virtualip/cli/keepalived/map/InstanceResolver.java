package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.SourceLine;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Announcing;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Binding;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Sending;
import dev.virtualip.crds.format.Names;
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

    private final RawHost host;
    private final RawInstance raw;
    private final DirectiveOutcomes outcomes;

    private InstanceResolver(RawHost host, RawInstance raw, DirectiveOutcomes outcomes) {
        this.host = host;
        this.raw = raw;
        this.outcomes = outcomes;
    }

    /** The instance as it works; null with a remark: it cannot be carried over. */
    static @Nullable ImportedInstance resolve(
            String hostName, RawHost host, RawInstance raw, DirectiveOutcomes outcomes) {
        return new InstanceResolver(host, raw, outcomes).resolve(hostName);
    }

    private @Nullable ImportedInstance resolve(String hostName) {
        Located<Integer> virtualRouterId = raw.virtualRouterId;
        if (virtualRouterId == null || raw.addresses.isEmpty()) {
            String missing = virtualRouterId == null ? "virtual_router_id" : "virtual_ipaddress";
            outcomes.remark(
                    raw.place, "vrrp_instance %s: has no %s that can be used: left out".formatted(raw.name, missing));
            return null;
        }
        Optional<Binding> binding = new BindingResolver(raw, outcomes).resolve(virtualRouterId.value());
        if (binding.isEmpty()) {
            return null;
        }
        Located<Integer> version = version(binding.get().family());
        Sending sending = new SendingResolver(raw, outcomes, strict()).resolve(virtualRouterId, version, binding.get());
        remarkAccept(version.value());
        return new ImportedInstance(
                hostName,
                raw.name,
                Names.nearest(raw.name, "unnamed"),
                raw.place,
                new ElectionResolver(host, raw, outcomes, strict())
                        .resolve(version.value(), strict() != null || usesHeaders(version.value())),
                binding.get(),
                sending,
                null,
                announcing());
    }

    /** Where strict mode is asked for; null: it is not on. */
    private @Nullable SourceLine strict() {
        Located<Boolean> own = raw.strict;
        return own == null ? host.strict : own.value() ? own.place() : null;
    }

    /** Authentication headers number the packets, so that keepalived must have heard one before it is Active. */
    private boolean usesHeaders(int version) {
        return version == 2 && raw.authType != null && raw.authType.value().equals("AH") && raw.password != null;
    }

    private Located<Integer> version(Family family) {
        Located<Integer> said = raw.version != null ? raw.version : host.version;
        Located<Integer> version = said != null ? said : new Located<>(2, raw.place);
        if (family == Family.IPV4 || version.value() == 3) {
            return version;
        }
        if (raw.version != null) {
            outcomes.remark(
                    version.place(),
                    "version 2: IPv6 needs version 3, which is set; "
                            + (strict() != null
                                    ? "keepalived does the same in strict mode"
                                    : "keepalived sends version 2 all the same, and neither accepts the other: write"
                                            + " version 3 on every host"));
        }
        return version.map(two -> 3);
    }

    /** In strict mode keepalived drops what comes to the addresses unless {@code accept} is given, in version 3. */
    private void remarkAccept(int version) {
        SourceLine place = strict();
        boolean accepts = version == 3 && raw.accept != null && raw.accept.value();
        if (place != null && !raw.isOwner() && !accepts && (raw.accept == null || raw.accept.value())) {
            outcomes.remark(
                    raw.place,
                    "vrrp_instance %s: in strict mode (%s) keepalived drops packets to the addresses: here the host"
                                    .formatted(raw.name, place)
                            + " answers for them; keep a firewall rule of your own if it must not");
        }
    }

    private Announcing announcing() {
        RawHost.RawAnnouncements own = raw.announcements;
        RawHost.RawAnnouncements global = host.announcements;
        Located<Integer> repeat = own.repeat != null ? own.repeat : global.repeat;
        Located<Long> delay = own.delayMillis != null ? own.delayMillis : global.delayMillis;
        Located<Long> refresh = own.refreshMillis != null ? own.refreshMillis : global.refreshMillis;
        if (repeat != null && repeat.value() == 0) {
            outcomes.remark(repeat.place(), "garp_master_repeat 0: at least one announcement is sent: 1 is set");
        }
        return new Announcing(
                repeat == null ? null : repeat(repeat),
                delay == null ? null : atMost(delay, MAX_ANNOUNCEMENT_DELAY_MILLIS, "garp_master_delay"),
                refresh == null ? null : refresh(refresh));
    }

    private int repeat(Located<Integer> repeat) {
        if (repeat.value() > MAX_REPEAT) {
            outcomes.remark(
                    repeat.place(), "garp_master_repeat: at most %d is supported: that is set".formatted(MAX_REPEAT));
        }
        return Math.clamp(repeat.value(), 1, MAX_REPEAT);
    }

    private long refresh(Located<Long> refresh) {
        long millis = atMost(refresh, MAX_REFRESH_MILLIS, "garp_master_refresh");
        return millis > 0 ? Math.max(1_000, millis) : 0;
    }

    private long atMost(Located<Long> value, long max, String directive) {
        if (value.value() > max) {
            outcomes.remark(
                    value.place(),
                    "%s: at most %s is supported: that is set".formatted(directive, ValueParser.duration(max)));
        }
        return Math.min(value.value(), max);
    }
}
