package dev.virtualip.agent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.vrrp.Timing;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be true after every event, and what must be true when the world has been quiet for long enough. */
final class Invariants {
    private final Schedule schedule;
    private final List<Host> hosts;
    private final Map<Host, Long> leaving = new HashMap<>();
    private final Map<Host, Long> gone = new HashMap<>();
    private final Map<Host, Long> late = new HashMap<>();

    Invariants(Schedule schedule, List<Host> hosts) {
        this.schedule = schedule;
        this.hosts = hosts;
    }

    /** Only an Active speaks: in its state before the step, or in the one after. */
    void checkStep(State before, Step step) {
        boolean spoke = step.actions().stream().anyMatch(Action.Advertise.class::isInstance);
        if (spoke && !(before instanceof State.Active) && !(step.next() instanceof State.Active)) {
            throw new AssertionError("a router that is not Active advertised: " + before + " -> " + step);
        }
    }

    void checkAlways() {
        for (Host host : hosts) {
            checkAbsence(host);
            if (host.awake()) {
                checkHeld(host);
                checkDeadline(host);
                checkRelease(host);
            } else {
                late.remove(host);
            }
        }
    }

    /** A host whose agent is gone holds nothing once the lifetime is over. */
    private void checkAbsence(Host host) {
        if (host.running()) {
            gone.remove(host);
            return;
        }
        long since = gone.computeIfAbsent(host, absent -> schedule.now());
        if (schedule.now() - since >= host.kernel().lifetimeNanos()
                && !host.kernel().held().isEmpty()) {
            throw new AssertionError(
                    host.name() + " crashed and still holds " + host.kernel().held());
        }
    }

    /** No more than the state says, and no less: save that what expires during a release is not put back. */
    private static void checkHeld(Host host) {
        Collection<InetAddress> expected = expected(host.settings(), host.state());
        Collection<InetAddress> held = host.kernel().held();
        boolean mayLack = host.state() instanceof State.Releasing;
        if (!expected.containsAll(held) || (!mayLack && !held.containsAll(expected))) {
            throw new AssertionError(host.name() + " holds " + held + " as " + host.state());
        }
    }

    private static Collection<InetAddress> expected(RouterSettings settings, State state) {
        return switch (state) {
            case State.Initialize ignored -> List.of();
            case State.Backup ignored -> List.of();
            case State.Active ignored -> settings.heldAddresses();
            case State.Releasing releasing -> releasing.held();
        };
    }

    /** A change of settings may move a deadline into the past: then its timer fires in that very instant. */
    private void checkDeadline(Host host) {
        State state = host.state();
        if (state instanceof State.Initialize || host.now() - state.deadlineNanos() <= 0) {
            late.remove(host);
            return;
        }
        if (schedule.now() > late.computeIfAbsent(host, due -> schedule.now())) {
            throw new AssertionError(host.name() + " missed its deadline: now " + host.now() + ", " + state);
        }
    }

    private void checkRelease(Host host) {
        if (!(host.state() instanceof State.Releasing)) {
            leaving.remove(host);
            return;
        }
        long since = leaving.computeIfAbsent(host, absent -> schedule.now());
        if (schedule.now() - since > Timing.RELEASE_MAX_NANOS) {
            throw new AssertionError(host.name() + " does not finish its release: " + host.state());
        }
    }

    /** The hosts hear each other, nothing went wrong for long enough: one Active, and the right one. */
    void checkAfterQuiet() {
        List<Host> running = hosts.stream().filter(Host::running).toList();
        List<Host> actives = running.stream()
                .filter(host -> host.state() instanceof State.Active)
                .toList();
        assertThat(actives).as("Active after quiet").extracting(Host::name).hasSize(running.isEmpty() ? 0 : 1);
        assertThat(hosts)
                .filteredOn(host -> !host.kernel().held().isEmpty())
                .as("holders after quiet")
                .extracting(Host::name)
                .isEqualTo(actives.stream().map(Host::name).toList());
        for (Host active : actives) {
            assertThat(running)
                    .filteredOn(host -> preempts(host.settings(), active.settings()))
                    .as("routers that should have preempted " + active.name())
                    .extracting(Host::name)
                    .isEmpty();
        }
    }

    private static boolean preempts(RouterSettings router, RouterSettings active) {
        boolean may = router.preemption().enabled() || router.owner() || active.priority() == 1;
        return may && router.priority() > active.priority();
    }
}
