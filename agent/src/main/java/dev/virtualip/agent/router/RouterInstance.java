package dev.virtualip.agent.router;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.MoveGroup;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.SteadyState;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.vrrp.VirtualRouter;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router at work: gives events to the state machine, carries out what it asks for, and keeps its one timer.
 * What happens for ever while nothing happens takes the short way of {@link SteadyState}.
 */
final class RouterInstance {
    private final LoopContext context;
    private final Neighbours neighbours;
    private final RouterCounters counters = new RouterCounters();
    private final HostActions actions;
    private final Surroundings surroundings;
    private final Timer timer;
    private final Reception reception;
    private final JournalLimit journalLimit = new JournalLimit();
    private VirtualRouterSpec spec;
    private State state = new State.Initialize();
    private boolean mayPreempt = true;
    private long deadlineNanos;
    private @Nullable RouterSettings settings;
    private History history;

    RouterInstance(LoopContext context, Neighbours neighbours, VirtualRouterSpec spec) {
        this.context = context;
        this.neighbours = neighbours;
        this.spec = spec;
        this.history = new History(context.wallTime(), null, 0);
        this.timer = context.timers().timer(this::expired);
        this.actions = new HostActions(
                context, counters, spec, (link, address) -> neighbours.leftToAnother(this, link, address));
        this.surroundings = new Surroundings(context, this, spec);
        this.reception = new Reception(spec);
    }

    VirtualRouterSpec spec() {
        return spec;
    }

    /** The state, with its deadline as it is now. */
    State state() {
        return state.at(deadlineNanos);
    }

    boolean isActive() {
        return state instanceof State.Active;
    }

    /** Whether it takes no part and nothing of it is left on the host. */
    boolean gone() {
        return state instanceof State.Initialize && !addresses().anyBound();
    }

    @Nullable
    RouterSettings settings() {
        return settings;
    }

    HeldAddresses addresses() {
        return actions.addresses();
    }

    RouterCounters counters() {
        return counters;
    }

    /** What it takes in. */
    Reception reception() {
        return reception;
    }

    /** What it does on the host. */
    HostActions actions() {
        return actions;
    }

    /** What it makes of its link. */
    Surroundings surroundings() {
        return surroundings;
    }

    History history() {
        return history;
    }

    /** Takes a specification over that can be carried on; {@link #use} or {@link #handle} follow. */
    void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
        reception.respecify(spec, context.nowNanos());
        actions.respecify(spec);
        surroundings.respecify(spec);
    }

    /** Takes settings over, and the port to send them through. */
    void use(RouterSettings newSettings, InterfacePort newPort) {
        RouterSettings previous = settings;
        if (newSettings.equals(previous) && actions.sends(newPort, spec.transmission())) {
            return;
        }
        reception.use(newSettings);
        settings = newSettings;
        actions.sendBy(new AdvertisementSender(newPort, newSettings, spec.transmission(), counters));
        addresses().moveTo(newPort.interfaceIndex());
        if (previous != null) {
            handle(new Event.Reconfigured(context.nowNanos(), previous));
        }
    }

    /** The port is closed: until the next {@link #use} nothing can be sent. */
    void losePort() {
        actions.sendBy(null);
    }

    @Nullable
    InterfacePort port() {
        AdvertisementSender sender = actions.sender();
        return sender == null ? null : sender.port();
    }

    /** An advertisement that was taken. */
    void hear(PacketMemo.Remembered heard, long nowNanos, boolean stale) {
        RouterSettings current = settings;
        if (current == null) {
            return;
        }
        counters.advertisementsReceived++;
        if (heard.peer() != null) {
            heard.peer().count(heard.decoded());
        }
        Advertisement advertisement = heard.advertisement();
        if (!stale && SteadyState.onlyConfirms(current, state, heard.source(), advertisement)) {
            rearm(SteadyState.activeDownAtNanos(current, state, nowNanos));
        } else {
            handle(new Event.Heard(nowNanos, heard.source(), advertisement, stale));
        }
        if (!stale) {
            surroundings.heard(heard, state, nowNanos);
            if (!spec.confirmed()) {
                confirm();
            }
        }
    }

    /** An Active of this virtual router is there, so what this router shall be is not out of date: it may preempt. */
    private void confirm() {
        respecify(surroundings.known(spec));
        useAgain();
    }

    /** Whether it preempts as it is configured, or not at all for the time being. */
    void mayPreempt(boolean newMayPreempt) {
        mayPreempt = newMayPreempt;
        useAgain();
    }

    private void useAgain() {
        RouterSettings current = settings;
        InterfacePort port = port();
        if (current != null && port != null) {
            use(settingsFrom(current.sourceAddress()), port);
        }
    }

    /** Its settings as they are now, when it sends from this address. */
    RouterSettings settingsFrom(InetAddress source) {
        return spec.settings(source, context.stopGraceNanos(), mayPreempt);
    }

    private void expired(long nowNanos) {
        RouterSettings current = settings;
        AdvertisementSender sender = actions.sender();
        if (current == null || sender == null) {
            return;
        }
        if (SteadyState.onlyAdvertises(state)) {
            context.lateness().record(nowNanos - deadlineNanos);
            sender.queue();
            rearm(SteadyState.nextAdvertisementNanos(current, deadlineNanos, nowNanos));
            return;
        }
        neighbours.readBeforeExpiry(sender.port(), nowNanos);
        if (!timer.isSet()) {
            timeUp(current, nowNanos);
        }
    }

    private void timeUp(RouterSettings current, long nowNanos) {
        Long heldUntil =
                state instanceof State.Backup ? surroundings.firstBinding().heldUntil(current, nowNanos) : null;
        if (heldUntil != null) {
            rearm(heldUntil);
            return;
        }
        handle(new Event.TimerFired(nowNanos));
        if (MoveGroup.waits(state)) {
            // It waited already before it was held back: the others may have become ready meanwhile.
            neighbours.changed(this, state, nowNanos);
        }
    }

    private void rearm(long newDeadlineNanos) {
        deadlineNanos = newDeadlineNanos;
        timer.set(newDeadlineNanos);
    }

    /** Gives an event to the state machine and does what follows. Without settings there is nothing to do yet. */
    void handle(Event event) {
        RouterSettings current = settings;
        if (current == null) {
            return;
        }
        State before = state();
        Step step = VirtualRouter.step(current, before, event);
        state = step.next();
        if (state instanceof State.Initialize) {
            timer.clear();
        } else {
            rearm(state.deadlineNanos());
        }
        if (step.reason() != null) {
            history = history.changed(step.reason(), context.wallTime());
        }
        surroundings.stepped(before, state, event, current);
        actions.carryOut(step, spec.binding().lifetimeNanos(), event.nowNanos());
        if (Mattering.matters(before, event, step)) {
            context.changed();
            if (step.reason() != null || journalLimit.admits(event.nowNanos())) {
                context.listener()
                        .stepped(new JournalEntry(context.wallTime(), spec.name(), current, before, event, step));
            }
        }
        if (step.reason() != null || MoveGroup.waits(before) != MoveGroup.waits(state)) {
            neighbours.changed(this, before, event.nowNanos());
        }
    }

    /** Ends its timers: nothing of it is left. */
    void close() {
        timer.clear();
        actions.close();
        surroundings.close();
    }
}
