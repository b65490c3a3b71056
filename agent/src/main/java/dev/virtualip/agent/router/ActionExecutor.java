package dev.virtualip.agent.router;

import dev.virtualip.agent.address.AddedAddressProbe;
import dev.virtualip.agent.address.AddressBinder;
import dev.virtualip.agent.address.Announcer;
import dev.virtualip.agent.address.SharedAddresses;
import dev.virtualip.agent.loop.InterfacePort;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out the actions of the state machine: advertises, binds, removes and announces. */
final class ActionExecutor implements AddressBinder.Listener {
    private final AddressBinder addresses;
    private final Announcer announcer;
    private final AddedAddressProbe added;
    private @Nullable AdvertisementSender sender;

    ActionExecutor(LoopContext context, RouterCounters counters, VirtualRouterSpec spec, SharedAddresses shared) {
        this.addresses = new AddressBinder(context, shared, this, spec.binding());
        this.announcer = new Announcer(context, counters, addresses);
        this.added = new AddedAddressProbe(context, addresses, counters, spec);
        announcer.configure(spec.announcements());
    }

    /** Takes a new specification over; what is bound or announced in another way is so from now on. */
    void respecify(VirtualRouterSpec spec) {
        announcer.configure(spec.announcements());
        addresses.configure(spec.binding());
        added.respecify(spec);
    }

    /** Those of its addresses that are to be bound while it is Active already. */
    AddedAddressProbe added() {
        return added;
    }

    AddressBinder addresses() {
        return addresses;
    }

    /** The sender of advertisements; null while there is none. */
    @Nullable
    AdvertisementSender sender() {
        return sender;
    }

    /** Whether advertisements leave through this port in this way. */
    boolean sends(InterfacePort port, Transmission transmission) {
        return sender != null && sender.port() == port && sender.transmission().equals(transmission);
    }

    void sendBy(@Nullable AdvertisementSender newSender) {
        sender = newSender;
    }

    void carryOut(Step step, long lifetimeNanos, long nowNanos) {
        for (Action action : step.actions()) {
            switch (action) {
                case Action.Advertise advertise when sender != null -> sender.sendNow(advertise.priority());
                case Action.Advertise ignored -> {}
                case Action.Bind bind when step.reason() == null -> added.add(bind.addresses(), nowNanos);
                case Action.Bind bind -> addresses.want(bind.addresses(), nowNanos);
                case Action.Unbind unbind -> {
                    added.remove(unbind.addresses());
                    addresses.drop(unbind.addresses(), nowNanos);
                }
                case Action.Announce ignored -> announcer.burst(nowNanos);
                case Action.StopAnnouncing ignored -> announcer.stop();
            }
        }
        if (!(step.next() instanceof State.Active)) {
            added.clear();
        } else if (step.reason() == Reason.PEER_TIMEOUT) {
            announcer.repeatAfter(lifetimeNanos, nowNanos);
        }
    }

    /** The interface changed: the caches of clients may be out of date. */
    void linkChanged(long nowNanos) {
        announcer.linkChanged(nowNanos);
    }

    @Override
    public void bound(List<InetAddress> bound, long nowNanos) {
        announcer.bound(bound);
    }

    /** Ends all timers. */
    void close() {
        announcer.stop();
        added.clear();
        addresses.close();
    }
}
