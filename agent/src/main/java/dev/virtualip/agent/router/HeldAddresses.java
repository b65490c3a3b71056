package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.router.KernelAddresses.Change;
import dev.virtualip.agent.router.KernelAddresses.Kind;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses of one virtual router: which of them it wants on its interface, and which are there. */
final class HeldAddresses {
    private final Map<InetAddress, HeldAddress> held = new LinkedHashMap<>();
    private final Set<InetAddress> configured = new HashSet<>();
    private final LoopContext context;
    private final AddressReconciler reconciler;
    private final AddressRenewal renewal;
    private Binding binding;
    private int linkIndex;

    /** Whom the addresses belong to. */
    interface Owner {
        /** These have just been bound. */
        void bound(List<InetAddress> addresses, long nowNanos);

        /**
         * Whether another virtual router of this interface wants the address: then it is not taken off but left to
         * that one, which renews it with its own lifetime at once.
         */
        boolean leftToAnother(int linkIndex, InetAddress address);
    }

    /** What it means that the kernel reports an address as gone. */
    enum Loss {
        /** Nothing: it was us, or nobody wants it. */
        NONE,
        /** It was the host's own. It is put back. */
        MISSING,
        /** Its lifetime was over: it was not renewed in time. It is put back. */
        EXPIRED,
        /** Somebody on this host took it. */
        STOLEN
    }

    HeldAddresses(LoopContext context, Owner owner, Binding binding) {
        this.context = context;
        this.binding = binding;
        this.renewal = new AddressRenewal(context, this);
        this.reconciler = new AddressReconciler(context, this, renewal, owner);
        configure(binding);
    }

    /** Takes a new binding over; what is bound in another way is bound anew. */
    void configure(Binding newBinding) {
        boolean otherLifetime = newBinding.lifetimeNanos() != binding.lifetimeNanos();
        binding = newBinding;
        configured.clear();
        Stream.concat(newBinding.addresses().stream(), newBinding.extraAddresses().stream())
                .forEach(this::configure);
        if (held.values().stream().anyMatch(address -> address.wanted)) {
            reconciler.at(context.nowNanos());
        }
        if (otherLifetime) {
            held.values().forEach(address -> renewal.soon(address, context.nowNanos()));
        }
        forgetUnused();
    }

    private void configure(VirtualAddress virtual) {
        configured.add(virtual.address());
        held.computeIfAbsent(virtual.address(), ignored -> new HeldAddress(virtual)).virtual = virtual;
    }

    /** Where they are bound from now on; what is bound elsewhere (an interface was renamed) is taken off there. */
    void moveTo(int newLinkIndex) {
        if (linkIndex == newLinkIndex) {
            return;
        }
        List<Change> changes = held.values().stream()
                .map(address -> address.bound)
                .filter(Objects::nonNull)
                .map(bound -> new Change(Kind.REMOVE, bound))
                .toList();
        KernelAddresses.applyAll(context.kernel(), changes);
        linkIndex = newLinkIndex;
        held.values().forEach(HeldAddress::forget);
    }

    void want(Collection<InetAddress> addresses, long nowNanos) {
        setWanted(addresses, true);
        reconciler.reconcile(nowNanos);
        held.values().forEach(address -> renewal.schedule(address, nowNanos));
    }

    void drop(Collection<InetAddress> addresses, long nowNanos) {
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

    /** Forgets what is neither configured nor there any more. */
    void forgetUnused() {
        held.values()
                .removeIf(address ->
                        !address.wanted && !address.present() && !configured.contains(address.virtual.address()));
    }

    /** How an address is bound: as a single host, unless its prefix was asked for and is safe. */
    BoundAddress form(HeldAddress address) {
        InetAddress ip = address.virtual.address();
        boolean prefixed = binding.withPrefix() && Family.of(ip) == Family.IPV4;
        int prefixLength =
                prefixed ? address.virtual.prefixLength() : Family.of(ip).addressBits();
        return new BoundAddress(linkIndex, ip, prefixLength, binding.label(), renewal.lifetimeSeconds());
    }

    /** The interface that they are bound to; null if there is none now. */
    @Nullable
    HostInterface link() {
        return context.interfaces().byIndex(linkIndex);
    }

    /** Whether the host has the address without us. */
    boolean ownedByHost(HeldAddress address) {
        HostInterface link = link();
        return link != null && link.own(address.virtual.address()) != null;
    }

    /**
     * Whether this host answers for the address now. IPv4 does as soon as it is bound; IPv6 only once the kernel shows
     * it: joining its solicited-node group is left to a worker, some milliseconds later.
     */
    boolean answers(HeldAddress address) {
        BoundAddress bound = address.bound;
        return bound == null ? address.hostOwned : Family.of(bound.address()) == Family.IPV4 || shown(bound);
    }

    /** Whether the kernel shows the address, with our mark. */
    boolean shown(BoundAddress bound) {
        HostInterface link = link();
        return link != null && link.shows(bound);
    }

    /** The kernel reports an address as gone. */
    Loss gone(int index, InetAddress address, int prefixLength, long nowNanos) {
        HeldAddress known = index == linkIndex ? held.get(address) : null;
        if (known == null) {
            return Loss.NONE;
        }
        if (known.hostOwned && !ownedByHost(known)) {
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
        known.forget();
        return loss;
    }

    /** After a dump nothing more is reported of what happened before it: what is missing is put back. */
    void resynchronize(long nowNanos) {
        for (HeldAddress address : held.values()) {
            address.ownRemovals = 0;
            BoundAddress bound = address.bound;
            if (bound != null && !shown(bound)) {
                address.forget();
            }
        }
        reconciler.at(nowNanos);
    }

    /** Puts back what is missing, at this instant. */
    void putBackAt(long atNanos) {
        reconciler.at(atNanos);
    }

    /** Another virtual router has left this address to this one: it may be there with that one's lifetime. */
    void takeFromAnother(InetAddress address, long nowNanos) {
        HeldAddress known = held.get(address);
        BoundAddress bound = known == null ? null : known.bound;
        if (known != null && bound != null) {
            known.found(bound, nowNanos);
            renewal.soon(known, nowNanos);
        }
    }

    Collection<HeldAddress> all() {
        return held.values();
    }

    Binding binding() {
        return binding;
    }

    boolean wants(InetAddress address) {
        HeldAddress known = held.get(address);
        return known != null && known.wanted;
    }

    boolean isOn(int index) {
        return linkIndex == index;
    }

    boolean anyBound() {
        return held.values().stream().anyMatch(address -> address.bound != null);
    }

    long lifetimeNanos() {
        return renewal.lifetimeNanos();
    }

    @Nullable
    String failure() {
        return held.values().stream()
                .map(address -> address.failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Ends all timers: the virtual router is gone. */
    void close() {
        reconciler.stop();
        renewal.stop();
    }
}
