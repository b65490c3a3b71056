package dev.virtualip.agent.router;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;

/**
 * What one virtual router makes of its link: whether somebody has its addresses, who else speaks with its Virtual
 * Router ID, and who claims its addresses.
 */
final class Surroundings {
    private final FirstBinding firstBinding;
    private final OtherRouters others;
    private final Claims claims;
    private boolean activeHeard;

    Surroundings(LoopContext context, RouterInstance router, VirtualRouterSpec spec) {
        this.firstBinding = new FirstBinding(context, router.addresses(), router.counters(), spec);
        this.others = new OtherRouters(context, router.counters(), spec);
        this.claims = new Claims(context, router);
    }

    FirstBinding firstBinding() {
        return firstBinding;
    }

    OtherRouters others() {
        return others;
    }

    Claims claims() {
        return claims;
    }

    /** A specification as it holds here: what an Active has confirmed stays confirmed. */
    VirtualRouterSpec known(VirtualRouterSpec given) {
        return activeHeard ? given.asConfirmed() : given;
    }

    void respecify(VirtualRouterSpec spec) {
        firstBinding.respecify(spec);
        others.respecify(spec);
    }

    /** A fresh advertisement was taken, and what followed from it is done. */
    void heard(PacketMemo.Remembered heard, State state, long nowNanos) {
        activeHeard = true;
        firstBinding.decided();
        others.heard(heard, state, nowNanos);
        claims.advertised(nowNanos);
    }

    /** The state machine has taken a step. */
    void stepped(State before, State after, Event event, RouterSettings settings) {
        others.stepped(before, after);
        claims.stepped(after);
        switch (after) {
            case State.Initialize ignored -> firstBinding.left();
            case State.Backup ignored
            when before instanceof State.Initialize -> firstBinding.started(settings, event.nowNanos());
            case State.Backup ignored
            when event instanceof Event.Reconfigured change ->
                firstBinding.changed(change.previous(), settings, event.nowNanos());
            case State.Backup ignored -> {}
            case State.Active ignored -> firstBinding.decided();
            case State.Releasing ignored -> {}
        }
    }

    /** Ends all timers. */
    void close() {
        firstBinding.close();
        others.close();
        claims.close();
    }
}
