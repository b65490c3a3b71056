package dev.virtualip.agent.address;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.Binding;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Binds the addresses of one virtual router, keeps them bound while they are wanted, and removes them. */
public final class AddressBinder {
    private final LoopContext context;
    private final HeldAddresses held;
    private final AddressReconciler reconciler;
    private final AddressRenewal renewal;

    /** Receives the addresses that have just been bound. */
    public interface Listener {
        /** These have just been bound. */
        void bound(List<InetAddress> addresses, long nowNanos);
    }

    /** The cause of a removal that the kernel reports. */
    public enum Loss {
        /** This agent removed it, or it is not wanted. */
        NONE,
        /** It was the host's own address. It is bound again. */
        MISSING,
        /** Its lifetime ended: it was not renewed in time. It is bound again. */
        EXPIRED,
        /** Another program on this host removed it. */
        STOLEN
    }

    public AddressBinder(LoopContext context, SharedAddresses shared, Listener listener, Binding binding) {
        this.context = context;
        this.held = new HeldAddresses(context, binding);
        this.renewal = new AddressRenewal(context, held);
        this.reconciler = new AddressReconciler(context, held, renewal, shared, listener);
        configure(binding);
    }

    /** Replaces the binding; what is bound in another form is bound again. */
    public void configure(Binding newBinding) {
        boolean otherLifetime = newBinding.lifetimeNanos() != held.binding().lifetimeNanos();
        held.configure(newBinding);
        if (all().stream().anyMatch(address -> address.wanted)) {
            reconciler.at(context.nowNanos());
        }
        if (otherLifetime) {
            all().forEach(address -> renewal.soon(address, context.nowNanos()));
        }
        held.forgetUnused();
    }

    /** Where they are bound from now on; what is bound elsewhere (an interface was renamed) is taken off there. */
    public void moveTo(int newLinkIndex) {
        if (held.linkIndex() == newLinkIndex) {
            return;
        }
        List<Change> changes = all().stream()
                .map(HeldAddress::removable)
                .filter(Objects::nonNull)
                .map(bound -> new Change(Kind.REMOVE, bound))
                .toList();
        KernelAddresses.applyAll(context.kernel(), changes);
        held.linkIndex(newLinkIndex);
        all().forEach(HeldAddress::forget);
    }

    public void want(Collection<InetAddress> addresses, long nowNanos) {
        setWanted(addresses, true);
        reconciler.reconcile(nowNanos);
        all().forEach(address -> renewal.schedule(address, nowNanos));
    }

    public void drop(Collection<InetAddress> addresses, long nowNanos) {
        setWanted(addresses, false);
        reconciler.reconcile(nowNanos);
    }

    private void setWanted(Collection<InetAddress> addresses, boolean wanted) {
        for (InetAddress address : addresses) {
            HeldAddress known = held.get(address);
            if (known != null) {
                known.wanted = wanted;
                known.failure = null;
                known.waits = false;
                known.hostOwned &= wanted;
            }
        }
    }

    /** The index of the interface that they are bound to; 0: not known yet. */
    public int linkIndex() {
        return held.linkIndex();
    }

    /** The interface that they are bound to; null if there is none now. */
    public @Nullable HostInterface link() {
        return held.link();
    }

    /** Whether the host has the address without us. */
    public boolean ownedByHost(HeldAddress address) {
        return held.ownedByHost(address);
    }

    /**
     * Whether this host answers for the address now. IPv4 does as soon as it is bound; IPv6 only once the kernel shows
     * it: joining its solicited-node group is left to a worker, some milliseconds later.
     */
    boolean answers(HeldAddress address) {
        return held.answers(address);
    }

    /** The kernel reports an address as gone. */
    public Loss gone(int index, InetAddress address, int prefixLength, long nowNanos) {
        HeldAddress known = index == held.linkIndex() ? held.get(address) : null;
        if (known == null) {
            return Loss.NONE;
        }
        if (known.hostOwned && !held.ownedByHost(known)) {
            known.hostOwned = false;
            return known.wanted ? Loss.MISSING : Loss.NONE;
        }
        if (known.ownRemovals > 0) {
            known.ownRemovals--;
            return Loss.NONE;
        }
        BoundAddress bound = known.bound;
        if (bound == null || bound.prefixLength() != prefixLength) {
            return Loss.NONE;
        }
        Loss loss = !known.wanted ? Loss.NONE : known.expired(nowNanos) ? Loss.EXPIRED : Loss.STOLEN;
        known.ended();
        return loss;
    }

    /** After a dump nothing more is reported of what happened before it: what is missing is put back. */
    public void resynchronize(long nowNanos) {
        for (HeldAddress address : all()) {
            address.ownRemovals = 0;
            BoundAddress bound = address.bound;
            if (bound != null && !held.shown(bound)) {
                address.forget();
            }
        }
        reconciler.at(nowNanos);
    }

    /** Puts back what is missing, at this instant. */
    public void putBackAt(long atNanos) {
        reconciler.at(atNanos);
    }

    public Collection<HeldAddress> all() {
        return held.all();
    }

    public boolean wants(InetAddress address) {
        HeldAddress known = held.get(address);
        return known != null && known.wanted;
    }

    public boolean anyBound() {
        return all().stream().anyMatch(address -> address.bound != null);
    }

    public long lifetimeNanos() {
        return held.lifetimeNanos();
    }

    public @Nullable String failure() {
        return all().stream()
                .map(address -> address.failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Ends all timers: the virtual router is gone. */
    public void close() {
        reconciler.stop();
        renewal.stop();
    }
}
