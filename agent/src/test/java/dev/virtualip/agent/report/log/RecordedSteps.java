package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.RouterStateMachine;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** A virtual router that events happen to, and the journal of it, on a clock that only moves when told. */
final class RecordedSteps {
    private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");

    private final List<JournalEntry> entries = new ArrayList<>();
    private RouterSettings settings;
    private State state = new State.Initialize();
    private long nowNanos = 7_000_000_000L;

    RecordedSteps(RouterSettings settings) {
        this.settings = settings;
    }

    RecordedSteps after(long millis, LongFunction<Event> event) {
        nowNanos += millis * 1_000_000;
        Event happened = event.apply(nowNanos);
        Step step = RouterStateMachine.step(settings, state, happened);
        Instant time = BEGIN.plusNanos(nowNanos);
        entries.add(new JournalEntry(time, "ingress-ipv4", settings, state, happened, step));
        state = step.next();
        return this;
    }

    RecordedSteps heard(long afterMillis, InetAddress source, int priority) {
        Advertisement advertisement = new Advertisement(
                settings.version(),
                settings.virtualRouterId(),
                priority,
                settings.advertisementIntervalNanos(),
                settings.addresses());
        return after(afterMillis, now -> new Event.Heard(now, source, advertisement, false));
    }

    /** Waits until its timer is due, and a little longer. */
    RecordedSteps timer(long lateMillis) {
        long untilDeadlineNanos = state.deadlineNanos() - nowNanos;
        nowNanos += untilDeadlineNanos;
        return after(lateMillis, Event.TimerFired::new);
    }

    RecordedSteps reconfigured(long afterMillis, RouterSettings changed) {
        RouterSettings previous = settings;
        settings = changed;
        return after(afterMillis, now -> new Event.Reconfigured(now, previous));
    }

    List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    JournalEntry last() {
        return entries.getLast();
    }

    /** Everything a pair of hosts goes through: takeover, a superior peer, a planned move, a pause, a stop. */
    static RecordedSteps ofIpv4() {
        return new RecordedSteps(SampleSnapshots.IPV4)
                .after(0, Event.Started::new)
                .heard(200, SampleSnapshots.PEER, 150)
                .timer(1)
                .timer(0)
                .heard(100, SampleSnapshots.PEER, 90)
                .heard(100, SampleSnapshots.PEER, 150)
                .after(40, now -> new Event.Claimed(now, SampleSnapshots.VIRTUAL))
                .heard(10, SampleSnapshots.PEER, 0)
                .timer(2)
                .after(900, now -> new Event.ReleaseRequested(now, Reason.MOVE_REQUESTED))
                .timer(0)
                .timer(0)
                .after(5_000, Event.Paused::new)
                .after(10, now -> new Event.Stopped(now, Reason.STOPPED));
    }

    /** IPv6 in a move group, with a delayed preemption, a live change, and a lost link. */
    static RecordedSteps ofIpv6() {
        return new RecordedSteps(SampleSnapshots.IPV6)
                .after(0, Event.Started::new)
                .heard(50, SampleSnapshots.PEER6, 90)
                .timer(0)
                .after(20, Event.GroupReady::new)
                .reconfigured(10, SampleSnapshots.withPriority(SampleSnapshots.IPV6, 120))
                .after(30, Event.GroupLeft::new)
                .heard(5, SampleSnapshots.PEER6, 90)
                .after(5, now -> new Event.Claimed(now, SampleSnapshots.LINK_LOCAL))
                .timer(0)
                .after(100, now -> new Event.Failed(now, Reason.LINK_DOWN));
    }
}
