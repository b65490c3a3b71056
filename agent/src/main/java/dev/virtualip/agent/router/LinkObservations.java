package dev.virtualip.agent.router;

import dev.virtualip.agent.address.AddressBinder;
import dev.virtualip.agent.address.InitialConflictCheck;
import dev.virtualip.agent.address.OtherHolderProbe;
import dev.virtualip.agent.detect.AcceptedAdvertisement;
import dev.virtualip.agent.detect.ConflictDetector;
import dev.virtualip.agent.detect.OtherRouters;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;

/**
 * Observations of one virtual router on its link: whether its addresses are in use, which other routers use its Virtual
 * Router ID, and which hosts claim its addresses.
 */
final class LinkObservations {
    private final InitialConflictCheck initialCheck;
    private final OtherRouters others;
    private final ConflictDetector conflicts;
    private final OtherHolderProbe otherHolders;
    private boolean activeHeard;

    LinkObservations(LoopContext context, AddressBinder addresses, RouterCounters counters, VirtualRouterSpec spec) {
        this.initialCheck = new InitialConflictCheck(context, addresses, counters, spec);
        this.others = new OtherRouters(context, counters, spec);
        this.conflicts = new ConflictDetector(context, counters, spec);
        this.otherHolders = new OtherHolderProbe(context, addresses);
    }

    InitialConflictCheck initialCheck() {
        return initialCheck;
    }

    OtherRouters others() {
        return others;
    }

    ConflictDetector conflicts() {
        return conflicts;
    }

    /** A specification as it holds here: what an Active has confirmed stays confirmed. */
    VirtualRouterSpec known(VirtualRouterSpec given) {
        return activeHeard ? given.asConfirmed() : given;
    }

    void respecify(VirtualRouterSpec spec) {
        initialCheck.respecify(spec);
        others.respecify(spec);
        conflicts.respecify(spec);
    }

    /** An advertisement for this virtual router was refused. */
    void refused(VrrpDecoder decoder, Refusal reason, long nowNanos) {
        others.refused(decoder, reason, nowNanos);
    }

    /** An advertisement passed all checks, for the first time in this form. */
    void accepted(AcceptedAdvertisement advertisement) {
        others.accepted(advertisement.source(), advertisement.differs());
    }

    /** An advertisement that is not stale was accepted, and its consequences were carried out. */
    void onAdvertisement(AcceptedAdvertisement advertisement, State state, long nowNanos) {
        activeHeard = true;
        initialCheck.decided();
        others.onAdvertisement(advertisement, state, nowNanos);
        conflicts.advertised(nowNanos);
    }

    /**
     * Another host claimed an address that this Active holds.
     *
     * @return whether the address is to be announced as an answer
     */
    boolean claimed(InetAddress address, MacAddress claimant, long nowNanos) {
        others.addressClaimed(nowNanos);
        return conflicts.claimed(address, claimant, nowNanos);
    }

    /** The state machine took a step. */
    void stepped(State before, State after, Event event, RouterSettings settings) {
        others.stepped(before, after);
        conflicts.stepped(after);
        otherHolders.stepped(after instanceof State.Active, settings, event.nowNanos());
        switch (after) {
            case State.Initialize ignored -> initialCheck.left();
            case State.Backup ignored
            when before instanceof State.Initialize -> initialCheck.started(settings, event.nowNanos());
            case State.Backup ignored
            when event instanceof Event.Reconfigured change ->
                initialCheck.changed(change.previous(), settings, event.nowNanos());
            case State.Backup ignored -> {}
            case State.Active ignored -> initialCheck.decided();
            case State.Releasing ignored -> {}
        }
    }

    /** Ends all timers. */
    void close() {
        initialCheck.close();
        others.close();
        conflicts.close();
        otherHolders.close();
    }
}
