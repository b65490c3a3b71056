package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Election;
import dev.virtualip.cli.keepalived.map.ImportedInstance.Preempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves priority, interval and preemption of an instance as keepalived does, with remarks about surprises. */
final class ElectionResolver {
    static final int DEFAULT_PRIORITY = 100;
    static final long DEFAULT_INTERVAL_MILLIS = 1_000;
    private static final long MAX_INTERVAL_V2_MILLIS = 255_000;
    private static final long MAX_INTERVAL_V3_MILLIS = 40_950;

    private final RawHost host;
    private final RawInstance raw;
    private final DirectiveOutcomes outcomes;
    private final @Nullable SourceLine strict;

    /**
     * One that reads an instance.
     *
     * @param strict where strict mode is asked for; null: nowhere
     */
    ElectionResolver(RawHost host, RawInstance raw, DirectiveOutcomes outcomes, @Nullable SourceLine strict) {
        this.host = host;
        this.raw = raw;
        this.outcomes = outcomes;
        this.strict = strict;
    }

    /**
     * Who wins.
     *
     * @param waits whether an instance of state MASTER begins as BACKUP all the same
     */
    Election resolve(int version, boolean waits) {
        return new Election(priority(), interval(version), preempt(waits));
    }

    private Located<Integer> priority() {
        Located<String> master = master();
        Located<Integer> said = raw.priority;
        if (said == null && master != null) {
            outcomes.remark(
                    master.place(),
                    "state MASTER without priority: keepalived makes it 255, an owner's priority; 254 is set here:"
                            + " state a priority");
            return master.map(state -> RawInstance.OWNER - 1);
        }
        if (said == null) {
            return new Located<>(DEFAULT_PRIORITY, raw.place);
        }
        if (said.value() == RawInstance.OWNER) {
            outcomes.remark(
                    said.place(),
                    "priority 255: is for a host that has the address by itself, for good; 254 is set here, so that"
                            + " the agent brings the address");
            return said.map(owner -> RawInstance.OWNER - 1);
        }
        return said;
    }

    private @Nullable Located<String> master() {
        return raw.isMaster() ? raw.state : null;
    }

    /** Whether keepalived begins as MASTER, and then preempts at once; strict mode leaves that to an owner. */
    private boolean beginsAsMaster(boolean waits) {
        return raw.isOwner() ? raw.state == null || strict != null || master() != null : master() != null && !waits;
    }

    private Located<Long> interval(int version) {
        Located<Long> said = raw.intervalMillis;
        if (said == null) {
            return new Located<>(DEFAULT_INTERVAL_MILLIS, raw.place);
        }
        long step = version == 2 ? 1_000 : 10;
        long max = version == 2 ? MAX_INTERVAL_V2_MILLIS : MAX_INTERVAL_V3_MILLIS;
        long rounded = Math.max(1, (said.value() + step / 2) / step) * step;
        if (rounded != said.value()) {
            outcomes.remark(
                    said.place(),
                    "advert_int %s: version %d counts in steps of %s: %s is set, as keepalived sends it"
                            .formatted(
                                    ValueParser.duration(said.value()),
                                    version,
                                    ValueParser.duration(step),
                                    ValueParser.duration(rounded)));
        }
        if (rounded > max) {
            outcomes.remark(
                    said.place(),
                    "advert_int %s: version %d has room for %s: that is set; set it on every host"
                            .formatted(ValueParser.duration(rounded), version, ValueParser.duration(max)));
        }
        return said.map(any -> Math.min(rounded, max));
    }

    private Located<Preempt> preempt(boolean waits) {
        boolean master = beginsAsMaster(waits);
        Located<Boolean> nopreempt = raw.nopreempt;
        if (nopreempt == null || !nopreempt.value()) {
            SourceLine place = raw.preemptDelayMillis == null ? raw.place : raw.preemptDelayMillis.place();
            return new Located<>(new Preempt(true, delayMillis(master)), place);
        }
        if (master || raw.isOwner()) {
            outcomes.remark(
                    nopreempt.place(),
                    "nopreempt: has no effect with %s, keepalived preempts: so does the result; take state BACKUP and"
                                    .formatted(raw.isOwner() ? "priority 255" : "state MASTER")
                            + " a lower priority on every host if nopreempt is meant");
            return nopreempt.map(on -> new Preempt(true, delayMillis(master)));
        }
        if (raw.preemptDelayMillis != null && raw.preemptDelayMillis.value() > 0) {
            outcomes.remark(raw.preemptDelayMillis.place(), "preempt_delay: has no effect with nopreempt: left out");
        }
        remarkWeights(nopreempt.place());
        return nopreempt.map(on -> new Preempt(false, 0));
    }

    private long delayMillis(boolean master) {
        Located<Long> delay = raw.preemptDelayMillis;
        if (delay == null || delay.value() == 0) {
            return 0;
        }
        if (master) {
            outcomes.remark(
                    delay.place(),
                    "preempt_delay: has no effect with %s, keepalived preempts at once: left out; take state BACKUP"
                                    .formatted(raw.isOwner() ? "priority 255" : "state MASTER")
                            + (raw.isOwner() ? " and a lower priority" : "")
                            + " if the delay is meant");
            return 0;
        }
        if (strict != null) {
            outcomes.remark(
                    delay.place(),
                    "preempt_delay: has no effect in strict mode (%s), keepalived preempts at once: left out"
                            .formatted(strict));
            return 0;
        }
        return delay.value();
    }

    private void remarkWeights(SourceLine place) {
        List<String> weighted = raw.tracked.stream()
                .filter(tracked -> weight(tracked) != 0)
                .map(RawInstance.Tracked::name)
                .toList();
        if (!weighted.isEmpty()) {
            outcomes.remark(
                    place,
                    "nopreempt: no Backup takes over from a living Active, so the weight of %s never moves the address"
                            .formatted(String.join(", ", weighted)));
        }
    }

    private int weight(RawInstance.Tracked tracked) {
        Integer weight = tracked.weight() != null ? tracked.weight() : host.weights.get(tracked.name());
        return weight == null ? 0 : weight;
    }
}
