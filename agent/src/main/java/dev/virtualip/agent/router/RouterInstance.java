package dev.virtualip.agent.router;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.SteadyState;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.vrrp.VirtualRouter;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router at work: gives events to the state machine, carries out what it asks for, and keeps its one timer.
 * What happens for ever while nothing happens takes the short way of {@link SteadyState}.
 */
final class RouterInstance implements HeldAddresses.Owner {
    /** How much longer than its lifetime a dead host's address is allowed to live, by the kernel's own slack. */
    private static final long EXPIRY_SLACK_NANOS = 300_000_000L;

    private final LoopContext context;
    private final Neighbours neighbours;
    private final RouterCounters counters = new RouterCounters();
    private final HeldAddresses addresses;
    private final Announcer announcer;
    private final Claims claims;
    private final Timer timer;
    private final Reception reception;
    private final JournalLimit journalLimit = new JournalLimit();
    private VirtualRouterSpec spec;
    private State state = new State.Initialize();
    private long deadlineNanos;
    private @Nullable RouterSettings settings;
    private @Nullable InterfacePort port;
    private @Nullable AdvertisementSender sender;
    private @Nullable Transmission sentAs;
    private History history;

    RouterInstance(LoopContext context, Neighbours neighbours, VirtualRouterSpec spec) {
        this.context = context;
        this.neighbours = neighbours;
        this.spec = spec;
        this.history = new History(context.wallTime(), null, 0);
        this.timer = context.timers().timer(this::expired);
        this.addresses = new HeldAddresses(context, this, spec.binding());
        this.announcer = new Announcer(context, counters, addresses);
        this.claims = new Claims(context, this);
        this.reception = new Reception(spec);
        announcer.configure(spec.announcements());
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
        return state instanceof State.Initialize && !addresses.anyBound();
    }

    @Nullable
    RouterSettings settings() {
        return settings;
    }

    HeldAddresses addresses() {
        return addresses;
    }

    RouterCounters counters() {
        return counters;
    }

    /** What it takes in. */
    Reception reception() {
        return reception;
    }

    /** Why this sender is not listened to; null if it is. */
    @Nullable
    Refusal refuses(InetAddress source) {
        RouterSettings current = settings;
        if (current == null || source.equals(current.sourceAddress())) {
            return Refusal.OWN_SOURCE;
        }
        return current.admits(source) ? null : Refusal.SOURCE_NOT_ALLOWED;
    }

    Claims claims() {
        return claims;
    }

    History history() {
        return history;
    }

    /** Takes a specification over that can be carried on; {@link #use} or {@link #handle} follow. */
    void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
        reception.respecify(newSpec, context.nowNanos());
        announcer.configure(newSpec.announcements());
        addresses.configure(newSpec.binding());
    }

    /** Takes settings over, and the port to send them through. */
    void use(RouterSettings newSettings, InterfacePort newPort) {
        RouterSettings previous = settings;
        if (newSettings.equals(previous)
                && newPort == port
                && spec.transmission().equals(sentAs)) {
            return;
        }
        reception.forgetPacket();
        settings = newSettings;
        port = newPort;
        sentAs = spec.transmission();
        sender = new AdvertisementSender(newPort, newSettings, spec.transmission(), counters);
        addresses.moveTo(newPort.interfaceIndex());
        if (previous != null) {
            handle(new Event.Reconfigured(context.nowNanos(), previous));
        }
    }

    /** The port is closed: until the next {@link #use} nothing can be sent. */
    void losePort() {
        port = null;
        sender = null;
    }

    @Nullable
    InterfacePort port() {
        return port;
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
    }

    private void expired(long nowNanos) {
        RouterSettings current = settings;
        if (current == null || sender == null || port == null) {
            return;
        }
        if (SteadyState.onlyAdvertises(state)) {
            context.lateness().record(nowNanos - deadlineNanos);
            sender.queue();
            rearm(SteadyState.nextAdvertisementNanos(current, deadlineNanos, nowNanos));
            return;
        }
        neighbours.readBeforeExpiry(port, nowNanos);
        if (!timer.isSet()) {
            handle(new Event.TimerFired(nowNanos));
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
        carryOut(step, event.nowNanos());
        if (Mattering.matters(before, event, step)
                && (step.reason() != null || journalLimit.admits(event.nowNanos()))) {
            context.listener().stepped(new JournalEntry(context.wallTime(), spec.name(), current, before, event, step));
        }
        if (step.reason() != null || Mattering.readiness(before) != Mattering.readiness(state)) {
            neighbours.changed(this, before, event.nowNanos());
        }
    }

    private void carryOut(Step step, long nowNanos) {
        for (Action action : step.actions()) {
            switch (action) {
                case Action.Advertise advertise when sender != null -> sender.sendNow(advertise.priority());
                case Action.Advertise ignored -> {}
                case Action.Bind bind -> addresses.want(bind.addresses(), nowNanos);
                case Action.Unbind unbind -> addresses.drop(unbind.addresses(), nowNanos);
                case Action.Announce ignored -> announcer.burst(nowNanos);
                case Action.StopAnnouncing ignored -> announcer.stop();
            }
        }
        if (step.next() instanceof State.Active && step.reason() == Reason.PEER_TIMEOUT) {
            announcer.repeatAfter(spec.binding().lifetimeNanos() + EXPIRY_SLACK_NANOS, nowNanos);
        }
    }

    @Override
    public void bound(List<InetAddress> bound, long nowNanos) {
        announcer.bound(bound);
    }

    @Override
    public boolean wantedByAnother(int linkIndex, InetAddress address) {
        return neighbours.wantedByAnother(this, linkIndex, address);
    }

    /** Ends its timers: nothing of it is left. */
    void close() {
        timer.clear();
        announcer.stop();
        addresses.close();
    }
}
