package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Instance.Election;
import dev.virtualip.cli.keepalived.Instance.Preempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keepalived makes of an instance's priority, interval and preemption, and which of it is a surprise. */
final class ElectionResolver {
    static final int DEFAULT_PRIORITY = 100;
    static final long DEFAULT_INTERVAL_MILLIS = 1_000;
    private static final long MAX_INTERVAL_V2_MILLIS = 255_000;
    private static final long MAX_INTERVAL_V3_MILLIS = 40_950;

    private final HostDraft host;
    private final InstanceDraft draft;
    private final Ledger ledger;
    private final @Nullable Place strict;

    /**
     * One that reads an instance.
     *
     * @param strict where strict mode is asked for; null: nowhere
     */
    ElectionResolver(HostDraft host, InstanceDraft draft, Ledger ledger, @Nullable Place strict) {
        this.host = host;
        this.draft = draft;
        this.ledger = ledger;
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

    private Given<Integer> priority() {
        Given<String> master = master();
        Given<Integer> said = draft.priority;
        if (said == null && master != null) {
            ledger.tell(
                    master.place(),
                    "state MASTER without priority: keepalived makes it 255, an owner's priority; 254 is set here:"
                            + " state a priority");
            return master.map(state -> InstanceDraft.OWNER - 1);
        }
        if (said == null) {
            return new Given<>(DEFAULT_PRIORITY, draft.place);
        }
        if (said.value() == InstanceDraft.OWNER) {
            ledger.tell(
                    said.place(),
                    "priority 255: is for a host that has the address by itself, for good; 254 is set here, so that"
                            + " the agent brings the address");
            return said.map(owner -> InstanceDraft.OWNER - 1);
        }
        return said;
    }

    private @Nullable Given<String> master() {
        return draft.isMaster() ? draft.state : null;
    }

    /** Whether keepalived begins as MASTER, and then preempts at once; strict mode leaves that to an owner. */
    private boolean beginsAsMaster(boolean waits) {
        return draft.isOwner() ? draft.state == null || strict != null || master() != null : master() != null && !waits;
    }

    private Given<Long> interval(int version) {
        Given<Long> said = draft.intervalMillis;
        if (said == null) {
            return new Given<>(DEFAULT_INTERVAL_MILLIS, draft.place);
        }
        long step = version == 2 ? 1_000 : 10;
        long max = version == 2 ? MAX_INTERVAL_V2_MILLIS : MAX_INTERVAL_V3_MILLIS;
        long rounded = Math.max(1, (said.value() + step / 2) / step) * step;
        if (rounded != said.value()) {
            ledger.tell(
                    said.place(),
                    "advert_int %s: version %d counts in steps of %s: %s is set, as keepalived sends it"
                            .formatted(
                                    Values.duration(said.value()),
                                    version,
                                    Values.duration(step),
                                    Values.duration(rounded)));
        }
        if (rounded > max) {
            ledger.tell(
                    said.place(),
                    "advert_int %s: version %d has room for %s: that is set; set it on every host"
                            .formatted(Values.duration(rounded), version, Values.duration(max)));
        }
        return said.map(any -> Math.min(rounded, max));
    }

    private Given<Preempt> preempt(boolean waits) {
        boolean master = beginsAsMaster(waits);
        Given<Boolean> nopreempt = draft.nopreempt;
        if (nopreempt == null || !nopreempt.value()) {
            Place place = draft.preemptDelayMillis == null ? draft.place : draft.preemptDelayMillis.place();
            return new Given<>(new Preempt(true, delayMillis(master)), place);
        }
        if (master || draft.isOwner()) {
            ledger.tell(
                    nopreempt.place(),
                    "nopreempt: has no effect with %s, keepalived preempts: so does the result; take state BACKUP and"
                                    .formatted(draft.isOwner() ? "priority 255" : "state MASTER")
                            + " a lower priority on every host if nopreempt is meant");
            return nopreempt.map(on -> new Preempt(true, delayMillis(master)));
        }
        if (draft.preemptDelayMillis != null && draft.preemptDelayMillis.value() > 0) {
            ledger.tell(draft.preemptDelayMillis.place(), "preempt_delay: has no effect with nopreempt: left out");
        }
        tellWeights(nopreempt.place());
        return nopreempt.map(on -> new Preempt(false, 0));
    }

    private long delayMillis(boolean master) {
        Given<Long> delay = draft.preemptDelayMillis;
        if (delay == null || delay.value() == 0) {
            return 0;
        }
        if (master) {
            ledger.tell(
                    delay.place(),
                    "preempt_delay: has no effect with %s, keepalived preempts at once: left out; take state BACKUP"
                                    .formatted(draft.isOwner() ? "priority 255" : "state MASTER")
                            + (draft.isOwner() ? " and a lower priority" : "")
                            + " if the delay is meant");
            return 0;
        }
        if (strict != null) {
            ledger.tell(
                    delay.place(),
                    "preempt_delay: has no effect in strict mode (%s), keepalived preempts at once: left out"
                            .formatted(strict));
            return 0;
        }
        return delay.value();
    }

    private void tellWeights(Place place) {
        List<String> weighted = draft.tracked.stream()
                .filter(tracked -> weight(tracked) != 0)
                .map(InstanceDraft.Tracked::name)
                .toList();
        if (!weighted.isEmpty()) {
            ledger.tell(
                    place,
                    "nopreempt: no Backup takes over from a living Active, so the weight of %s never moves the address"
                            .formatted(String.join(", ", weighted)));
        }
    }

    private int weight(InstanceDraft.Tracked tracked) {
        Integer weight = tracked.weight() != null ? tracked.weight() : host.weights.get(tracked.name());
        return weight == null ? 0 : weight;
    }
}
