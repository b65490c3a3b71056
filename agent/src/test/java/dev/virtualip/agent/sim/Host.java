package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.vrrp.Timing;
import dev.virtualip.agent.vrrp.VirtualRouter;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A host with an agent that runs one virtual router: the shell around the state machine, in its simplest form. */
final class Host {
    private static final int ANNOUNCEMENTS = 3;
    private static final long ANNOUNCEMENT_INTERVAL_NANOS = 100_000_000L;
    private static final int RENEWALS_IN_A_LIFETIME = 3;
    private static final int SOCKET_FRAMES = 256;

    private final String name;
    private final World world;
    private final WireFormat wire;
    private final Kernel kernel;
    private final AgentProcess process;
    private final Deque<Frame> socket = new ArrayDeque<>();
    private RouterSettings settings;
    private State state = new State.Initialize();
    private boolean linkUp = true;
    private long announcing;

    Host(String name, World world, Machine machine, RouterSettings settings) {
        this.name = name;
        this.world = world;
        this.settings = settings;
        wire = new WireFormat(machine.mac(), machine.checksum());
        kernel = new Kernel(world.schedule(), machine.lifetimeNanos());
        process = new AgentProcess(machine.clockOriginNanos());
    }

    String name() {
        return name;
    }

    Kernel kernel() {
        return kernel;
    }

    State state() {
        return state;
    }

    RouterSettings settings() {
        return settings;
    }

    /** Whether its agent runs and is not asleep. */
    boolean awake() {
        return process.running && !process.asleep;
    }

    boolean running() {
        return process.running;
    }

    boolean linkUp() {
        return linkUp;
    }

    /** Its own monotonic clock, which began anywhere. */
    long now() {
        return world.schedule().now() + process.clockOriginNanos;
    }

    /** Starts the agent; what an earlier run left behind is swept first. */
    void start() {
        if (!process.running) {
            kernel.remove(List.copyOf(kernel.held()));
            process.begin();
            socket.clear();
            renewFrom(process.incarnation);
            followLink();
        }
    }

    /** The agent is gone without a word; the kernel still holds what it held. */
    void crash() {
        process.end();
        announcing++;
        state = new State.Initialize();
    }

    /** The agent leaves in order, and exits once it has. */
    void stop() {
        process.stopping = true;
        dispatch(new Event.Stopped(now(), Reason.STOPPED));
    }

    /** The process gets no time; frames queue up. */
    void pause() {
        process.asleep = true;
        process.asleepSince = world.schedule().now();
    }

    /** The pause rule: what was queued may demote, never confirm, and no timer counts before the sockets were read. */
    void wake() {
        if (!process.asleep || !process.running) {
            return;
        }
        process.asleep = false;
        long slept = world.schedule().now() - process.asleepSince;
        long patience = state instanceof State.Backup ? 1 : 3;
        boolean tooLong = slept > patience * settings.advertisementIntervalNanos();
        if (tooLong) {
            dispatch(new Event.Paused(now()));
        }
        if (state instanceof State.Active) {
            kernel.add(settings.heldAddresses());
        }
        for (Frame frame = socket.poll(); frame != null && process.running; frame = socket.poll()) {
            read(frame, tooLong);
        }
        followLink();
        fireIfDue();
    }

    void setLink(boolean up) {
        linkUp = up;
        followLink();
    }

    private void followLink() {
        boolean initialize = state instanceof State.Initialize;
        if (linkUp == initialize) {
            dispatch(linkUp ? new Event.Started(now()) : new Event.Failed(now(), Reason.LINK_DOWN));
        }
    }

    void reconfigure(RouterSettings changed) {
        RouterSettings previous = settings;
        settings = changed;
        dispatch(new Event.Reconfigured(now(), previous));
    }

    void receive(Frame frame) {
        if (!process.running || !linkUp) {
            return;
        }
        if (!process.asleep) {
            read(frame, false);
        } else if (socket.size() < SOCKET_FRAMES) {
            socket.add(frame);
        }
    }

    private void read(Frame frame, boolean stale) {
        switch (frame.kind()) {
            case ADVERTISEMENT -> {
                Advertisement advertisement = wire.readAdvertisement(settings, frame);
                if (advertisement != null && settings.admits(frame.source())) {
                    dispatch(new Event.Heard(now(), frame.source(), advertisement, stale));
                }
            }
            case ANNOUNCEMENT -> {
                InetAddress claimed = wire.readClaim(settings, frame);
                if (claimed != null && settings.heldAddresses().contains(claimed)) {
                    dispatch(new Event.Claimed(now(), claimed));
                }
            }
        }
    }

    /** One step of the state machine, with all that follows from it. */
    void dispatch(Event event) {
        if (!awake()) {
            return;
        }
        State before = state;
        Step step = VirtualRouter.step(settings, state, event);
        state = step.next();
        step.actions().forEach(this::carryOut);
        setTimer(before);
        world.witness().saw(this, before, event, step);
        if (process.stopping && state instanceof State.Initialize) {
            crash();
        }
    }

    private void setTimer(State before) {
        boolean moved = before instanceof State.Initialize || before.deadlineNanos() != state.deadlineNanos();
        if (moved && !(state instanceof State.Initialize)) {
            world.schedule().at(state.deadlineNanos() - process.clockOriginNanos, this::fireIfDue);
        }
    }

    private void fireIfDue() {
        if (awake() && !(state instanceof State.Initialize) && Timing.due(state.deadlineNanos(), now())) {
            dispatch(new Event.TimerFired(now()));
        }
    }

    private void carryOut(Action action) {
        switch (action) {
            case Action.Advertise advertise -> send(wire.advertisement(settings, advertise.priority()));
            case Action.Bind bind -> kernel.add(bind.addresses());
            case Action.Unbind unbind -> kernel.remove(unbind.addresses());
            case Action.Announce announce -> announce(++announcing, announce.addresses(), ANNOUNCEMENTS);
            case Action.StopAnnouncing ignored -> announcing++;
        }
    }

    private void announce(long burst, List<InetAddress> addresses, int left) {
        if (burst == announcing && left > 0) {
            if (awake()) {
                addresses.stream()
                        .filter(kernel.held()::contains)
                        .forEach(address -> send(wire.announcement(settings, address)));
            }
            world.schedule().after(ANNOUNCEMENT_INTERVAL_NANOS, () -> announce(burst, addresses, left - 1));
        }
    }

    private void send(Frame frame) {
        if (linkUp) {
            world.lan().send(this, frame);
        }
    }

    private void renewFrom(long incarnation) {
        if (incarnation == process.incarnation) {
            if (awake()) {
                kernel.renew();
            }
            world.schedule().after(kernel.lifetimeNanos() / RENEWALS_IN_A_LIFETIME, () -> renewFrom(incarnation));
        }
    }
}
