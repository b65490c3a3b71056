package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Announcing;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Binding;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Sending;
import dev.virtualip.cli.keepalived.script.ScriptTranslator;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what keepalived's defaults and corrections make of one instance, and says where that is a surprise or a
 * risk.
 */
final class InstanceResolver {
    private static final int MAX_REPEAT = 100;
    private static final long MIN_PERIOD_MILLIS = 100;
    private static final long MAX_PERIOD_MILLIS = 3_600_000;
    private static final long MAX_TIMEOUT_MILLIS = 60_000;
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
        ImportedInstance.Election election = new ElectionResolver(host, raw, outcomes, strict())
                .resolve(version.value(), strict() != null || usesHeaders(version.value()));
        List<Located<HealthCheck>> checks = checks();
        return new ImportedInstance(
                hostName,
                raw.name,
                Names.nearest(raw.name, "unnamed"),
                raw.place,
                raised(election),
                binding.get(),
                sending,
                null,
                checks,
                announcing());
    }

    /** With the weights that keepalived adds while a check passes: here a failure subtracts them instead. */
    private ImportedInstance.Election raised(ImportedInstance.Election election) {
        int sum = raw.isOwner()
                ? 0
                : raw.tracked.stream()
                        .filter(tracked -> tracked.kind() != RawInstance.Kind.OTHER && weight(tracked) > 0)
                        .mapToInt(this::weight)
                        .sum();
        if (sum == 0) {
            return election;
        }
        Located<Integer> given = election.priority();
        Located<Integer> priority = given.map(value -> Math.min(value + sum, RawInstance.OWNER - 1));
        outcomes.remark(
                given.place(),
                "priority: %d with the weights that a passing check adds: that is set, and a failed check subtracts"
                                .formatted(priority.value())
                        + " them");
        return new ImportedInstance.Election(priority, election.intervalMillis(), election.preempt());
    }

    /** The weight of something that is tracked; above 0: added while it is well. */
    private int weight(RawInstance.Tracked tracked) {
        if (tracked.weight() != null) {
            return tracked.raises() ? tracked.weight() : -tracked.weight();
        }
        RawHost.RawCheck check = host.checks.get(tracked.name());
        return tracked.kind() != RawInstance.Kind.CHECK || check == null || check.weight == null ? 0 : check.weight;
    }

    private List<Located<HealthCheck>> checks() {
        List<Located<HealthCheck>> checks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RawInstance.Tracked tracked : raw.tracked) {
            Located<HealthCheck> target = switch (tracked.kind()) {
                case CHECK -> scriptOrProcess(tracked);
                case INTERFACE -> interfaceState(tracked);
                case OTHER -> null;
            };
            if (target != null) {
                String name = HostResolver.unique(Names.nearest(tracked.name(), "check"), names);
                checks.add(target.map(check -> named(check, name, weight(tracked))));
            }
        }
        return checks;
    }

    private static HealthCheck named(HealthCheck check, String name, int weight) {
        return new HealthCheck(
                name,
                check.http(),
                check.tcp(),
                check.interfaceState(),
                null,
                check.command(),
                check.period(),
                check.timeout(),
                check.failureThreshold(),
                check.successThreshold(),
                weight == 0 ? null : HealthCheck.Effect.LOWER,
                weight == 0 ? null : Math.abs(weight));
    }

    /** Its own interface is watched anyway. */
    private @Nullable Located<HealthCheck> interfaceState(RawInstance.Tracked tracked) {
        boolean own = raw.interfaceName != null && raw.interfaceName.value().equals(tracked.name());
        return own
                ? null
                : new Located<>(
                        new HealthCheck(
                                null,
                                null,
                                null,
                                new HealthCheck.InterfaceState(tracked.name()),
                                null,
                                null,
                                null,
                                null,
                                1,
                                1,
                                null,
                                null),
                        tracked.place());
    }

    private @Nullable Located<HealthCheck> scriptOrProcess(RawInstance.Tracked tracked) {
        RawHost.RawCheck check = host.checks.get(tracked.name());
        Located<String> command = check == null ? null : check.command;
        if (check == null || command == null) {
            outcomes.remark(
                    tracked.place(),
                    "%s: there is no vrrp_script or vrrp_track_process of this name that can be used: left out"
                            .formatted(tracked.name()));
            return null;
        }
        String user = check.user != null ? check.user : host.scriptUser;
        String userOrDefault = "root".equals(user) ? null : user;
        ScriptTranslator.ScriptCheck script =
                ScriptTranslator.translate(check.process ? "pidof " + command.value() : command.value(), userOrDefault);
        if (script.remark() != null) {
            outcomes.remark(command.place(), "vrrp_script %s: %s".formatted(check.name, script.remark()));
        }
        long period = Math.clamp(
                check.intervalMillis == null ? 1_000 : check.intervalMillis, MIN_PERIOD_MILLIS, MAX_PERIOD_MILLIS);
        if (check.intervalMillis != null && check.intervalMillis < period) {
            outcomes.remark(
                    command.place(),
                    "vrrp_script %s: a check runs at most each 100ms: that is set".formatted(check.name));
        }
        HealthCheck target = script.target();
        return new Located<>(
                new HealthCheck(
                        null,
                        target.http(),
                        target.tcp(),
                        null,
                        null,
                        target.command(),
                        ValueParser.duration(period),
                        ValueParser.duration(timeout(check, script, period)),
                        check.fall == null ? 1 : check.fall,
                        check.rise == null ? 1 : check.rise,
                        null,
                        null),
                command.place());
    }

    /** Less than the period: keepalived's default is the whole of it. */
    private long timeout(RawHost.RawCheck check, ScriptTranslator.ScriptCheck script, long period) {
        long most = Math.min(period * 9 / 10, MAX_TIMEOUT_MILLIS);
        Long given = script.timeoutMillis() != null ? script.timeoutMillis() : check.timeoutMillis;
        if (given != null && given > period && check.command != null) {
            outcomes.remark(
                    check.command.place(),
                    "vrrp_script %s: its time limit is longer than the interval: %s is set"
                            .formatted(check.name, ValueParser.duration(most)));
        }
        return given == null ? most : Math.min(given, most);
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

    private Located<Integer> version(InstanceFamily family) {
        Located<Integer> said = raw.version != null ? raw.version : host.version;
        Located<Integer> version = said != null ? said : new Located<>(2, raw.place);
        if (family == InstanceFamily.IPV4 || version.value() == 3) {
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
