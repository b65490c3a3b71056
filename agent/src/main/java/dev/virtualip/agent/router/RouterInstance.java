package dev.virtualip.agent.router;

import dev.virtualip.agent.address.AddressBinder;
import dev.virtualip.agent.address.SharedAddresses;
import dev.virtualip.agent.detect.AcceptedAdvertisement;
import dev.virtualip.agent.detect.PeerMismatch;
import dev.virtualip.agent.loop.InterfacePort;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.HealthEffect;
import dev.virtualip.agent.vrrp.MoveGroup;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.RouterStateMachine;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.SteadyState;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router at work: passes each event to the state machine, carries out its actions, and keeps its timer.
 * Everything that happens to it arrives by one of the methods that begin with {@code on}.
 */
final class RouterInstance {
    private final LoopContext context;
    private final RouterCounters counters = new RouterCounters();
    private final ActionExecutor actions;
    private final LinkObservations observations;
    private final Timer timer;
    private final AdvertisementFilter filter;
    private final JournalLimit journalLimit = new JournalLimit();
    private VirtualRouterSpec spec;
    private State state = new State.Initialize();
    private final long beganNanos;
    private final Instant beganAt;
    private HealthEffect health = HealthEffect.NONE;
    private boolean healthKnown;
    private boolean mayPreempt = true;
    private boolean cutOff;
    private long deadlineNanos;
    private @Nullable RouterSettings settings;
    private TransitionHistory history;

    /** The state before a change that its move group has not been asked about yet. */
    private @Nullable State changedFrom;

    RouterInstance(LoopContext context, SharedAddresses shared, VirtualRouterSpec spec) {
        this.context = context;
        this.spec = spec;
        this.beganNanos = context.nowNanos();
        this.beganAt = context.wallTime();
        this.history = new TransitionHistory(beganAt, null, 0);
        this.timer = context.timers().timer(this::onTimer);
        this.actions = new ActionExecutor(context, counters, spec, shared);
        this.observations = new LinkObservations(context, actions.addresses(), counters, spec);
        this.filter = new AdvertisementFilter(spec);
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

    AddressBinder addresses() {
        return actions.addresses();
    }

    RouterCounters counters() {
        return counters;
    }

    /** The checks of its received advertisements, and its peers. */
    AdvertisementFilter filter() {
        return filter;
    }

    /** Its addresses and announcements. */
    ActionExecutor actions() {
        return actions;
    }

    /** Whether another host has an address of it, or its health is not known yet, so that it must not take over. */
    boolean heldBack() {
        return observations.initialCheck().holdsBack() || health.awaitingVerdict();
    }

    /** When this virtual router was configured, by the monotonic clock. */
    long beganNanos() {
        return beganNanos;
    }

    /** When this virtual router was configured, for people. */
    Instant beganAt() {
        return beganAt;
    }

    /** Whether all its health checks had a verdict at some time: a check that is added later does not hold it back. */
    boolean healthKnown() {
        return healthKnown;
    }

    void knowHealth() {
        healthKnown = true;
    }

    /** Its priority after the effect of health checks. */
    int effectivePriority() {
        return health.priority(spec.priority());
    }

    /** Its observations on the link. */
    LinkObservations observations() {
        return observations;
    }

    TransitionHistory history() {
        return history;
    }

    /** Replaces its specification by one that it can continue with; {@link #use} or an event follows. */
    void onConfig(VirtualRouterSpec newSpec) {
        spec = newSpec;
        filter.respecify(spec, context.nowNanos());
        actions.respecify(spec);
        observations.respecify(spec);
    }

    /** Takes settings over, the port to send them through, and the index of the interface of the addresses. */
    void use(RouterSettings newSettings, InterfacePort newPort, int linkIndex) {
        RouterSettings previous = settings;
        if (newSettings.equals(previous)
                && actions.sends(newPort, spec.transmission())
                && addresses().linkIndex() == linkIndex) {
            return;
        }
        filter.use(newSettings);
        settings = newSettings;
        actions.sendBy(new AdvertisementSender(newPort, newSettings, spec.transmission(), counters));
        addresses().moveTo(linkIndex);
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

    /**
     * A message with its Virtual Router ID arrived; the decoder points at it.
     *
     * @return the reason why it is refused; null if it was accepted
     */
    @Nullable
    Refusal onAdvertisement(VrrpDecoder decoder, long nowNanos, boolean stale) {
        RouterSettings current = settings;
        AcceptedAdvertisement advertisement = filter.memo(nowNanos).recall(decoder);
        if (advertisement == null) {
            Refusal refusal = filter.refuse(decoder, nowNanos);
            if (refusal != null) {
                observations.refused(decoder, refusal, nowNanos);
                return refusal;
            }
            if (current == null) {
                return null;
            }
            advertisement = accept(decoder, current);
            filter.memo(nowNanos).remember(decoder, advertisement);
            observations.accepted(advertisement);
        }
        if (current != null) {
            hear(current, advertisement, nowNanos, stale);
        }
        return null;
    }

    private AcceptedAdvertisement accept(VrrpDecoder decoder, RouterSettings current) {
        Decoded.Ok decoded = decoder.accept();
        InetAddress source = decoder.sourceAddress();
        return new AcceptedAdvertisement(
                source, decoded, filter.peers().of(source), PeerMismatch.kind(decoded.advertisement(), current));
    }

    private void hear(RouterSettings current, AcceptedAdvertisement heard, long nowNanos, boolean stale) {
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
            observations.onAdvertisement(heard, state, nowNanos);
            if (!spec.confirmed()) {
                confirm();
            }
        }
    }

    /** An Active of this virtual router exists, so its specification is not out of date: it may preempt. */
    private void confirm() {
        onConfig(observations.known(spec));
        useAgain();
    }

    /** Another host claimed an address. */
    void onNeighbor(InetAddress address, MacAddress claimant, long nowNanos) {
        observations.initialCheck().onClaim(address, claimant);
        actions.added().onClaim(address, claimant);
        if (!addresses().wants(address)) {
            return;
        }
        if (isActive() && cutOff) {
            handle(new Event.Stopped(nowNanos, Reason.LINK_DOWN));
        }
        if (state instanceof State.Releasing) {
            handle(new Event.Claimed(nowNanos, address));
        } else if (isActive() && observations.claimed(address, claimant, nowNanos)) {
            actions.bound(List.of(address), nowNanos);
        }
    }

    /**
     * Whether it neither sends nor receives, since the interface of its advertisements has no carrier while that of its
     * addresses has. An Active then answers until another router announces its addresses; it never becomes a Backup,
     * which would take over from an Active that it cannot receive.
     */
    void cutOff(boolean newCutOff) {
        cutOff = newCutOff;
    }

    /** The process did not run for longer than the peers of this virtual router wait. */
    void onPause(long nowNanos) {
        handle(new Event.Paused(nowNanos));
    }

    /** Interfaces or addresses of the host changed. */
    void onLink(long nowNanos) {
        actions.linkChanged(nowNanos);
    }

    /** The kernel removed an address from an interface. */
    AddressBinder.Loss onAddressRemoved(AddressRemoved removed, long nowNanos) {
        return addresses().gone(removed.interfaceIndex(), removed.address(), removed.prefixLength(), nowNanos);
    }

    /**
     * The effect of health checks on it, or on its move group, is this now. An Active that is withdrawn hands over with
     * its addresses bound; every other change of the priority is one like that of a configuration.
     *
     * @param reason why an Active hands over
     * @param cause the checks that explain the effect, for people
     */
    void onHealth(HealthEffect newHealth, Reason reason, String cause, long nowNanos) {
        HealthEffect before = health;
        if (newHealth.equals(before)) {
            return;
        }
        health = newHealth;
        context.changed();
        reportPriority(before, cause);
        if (newHealth.withdrawn() && !before.withdrawn() && isActive()) {
            handle(new Event.ReleaseRequested(nowNanos, reason));
        }
        useAgain();
        changedFrom(state());
    }

    private void reportPriority(HealthEffect before, String cause) {
        int was = before.priority(spec.priority());
        int is = effectivePriority();
        if (is < was) {
            String message =
                    "%s: the priority is %d instead of %d%s".formatted(cause, is, spec.priority(), ownerText());
            context.listener().noticed(new Notice(Severity.WARNING, spec.name(), NoticeKind.PRIORITY_LOWERED, message));
        } else if (is > was) {
            String message = is == spec.priority()
                    ? "the priority is %d again".formatted(is)
                    : "%s: the priority is %d instead of %d".formatted(cause, is, spec.priority());
            context.listener().noticed(new Notice(Severity.INFO, spec.name(), NoticeKind.PRIORITY_RAISED, message));
        }
    }

    /** An owner that withdraws cannot take its own addresses away from the host. */
    private String ownerText() {
        return spec.priority() == Advertisement.PRIORITY_OWNER
                ? "; this host owns the addresses and keeps them, so that it may still answer beside another router:"
                        + " give it a priority below 255 if a health check is to move them"
                : "";
    }

    /** It leaves in order, for good. */
    void onStop(Reason reason, long nowNanos) {
        handle(new Event.Stopped(nowNanos, reason));
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
            use(settingsFrom(current.sourceAddress()), port, addresses().linkIndex());
        }
    }

    /** Its settings as they are now, when it sends from this address. */
    RouterSettings settingsFrom(InetAddress source) {
        return spec.settings(source, context.stopGraceNanos(), mayPreempt, health);
    }

    /** The deadline of its state is over, and every packet that arrived before it was read. */
    void onTimer(long nowNanos) {
        RouterSettings current = settings;
        AdvertisementSender sender = actions.sender();
        if (current == null || sender == null) {
            return;
        }
        if (SteadyState.onlyAdvertises(state)) {
            context.lateness().record(nowNanos - deadlineNanos, nowNanos);
            sender.queue();
            rearm(SteadyState.nextAdvertisementNanos(current, deadlineNanos, nowNanos));
            return;
        }
        Long heldUntil =
                state instanceof State.Backup ? observations.initialCheck().heldUntil(current, nowNanos) : null;
        if (heldUntil != null) {
            rearm(heldUntil);
            return;
        }
        handle(new Event.TimerFired(nowNanos));
        if (MoveGroup.waits(state)) {
            // It waited already before it was held back: the others may have become ready meanwhile.
            changedFrom(state);
        }
    }

    private void rearm(long newDeadlineNanos) {
        deadlineNanos = newDeadlineNanos;
        timer.afterPackets(!SteadyState.onlyAdvertises(state));
        timer.set(newDeadlineNanos);
    }

    /** Passes an event to the state machine and carries out its actions; without settings it does nothing. */
    void handle(Event event) {
        RouterSettings current = settings;
        if (current == null) {
            return;
        }
        State before = state();
        Step step = RouterStateMachine.step(current, before, event);
        state = step.next();
        if (state instanceof State.Initialize) {
            timer.clear();
        } else {
            rearm(state.deadlineNanos());
        }
        if (step.reason() != null) {
            history = history.changed(step.reason(), context.wallTime());
        }
        observations.stepped(before, state, event, current);
        actions.carryOut(step, spec.binding().lifetimeNanos(), event.nowNanos());
        if (JournalFilter.matters(before, event, step)) {
            context.changed();
            if (step.reason() != null || journalLimit.admits(event.nowNanos())) {
                context.listener()
                        .stepped(new JournalEntry(context.wallTime(), spec.name(), current, before, event, step));
            }
        }
        if (step.reason() != null || MoveGroup.waits(before) != MoveGroup.waits(state)) {
            changedFrom(before);
        }
        if (cutOff && state instanceof State.Backup) {
            handle(new Event.Failed(event.nowNanos(), Reason.LINK_DOWN));
        }
    }

    /** Notes that its move group has to look at it; a state in which it was Active is not forgotten. */
    void changedFrom(State before) {
        if (changedFrom == null || before instanceof State.Active) {
            changedFrom = before;
        }
    }

    /** Whether {@link #takeChangedFrom} has something to report. */
    boolean changed() {
        return changedFrom != null;
    }

    /** The state before its changes since the last call; null if nothing changed that concerns its move group. */
    @Nullable
    State takeChangedFrom() {
        State before = changedFrom;
        changedFrom = null;
        return before;
    }

    /** Ends its timers: nothing of it is left. */
    void close() {
        timer.clear();
        actions.close();
        observations.close();
    }
}
