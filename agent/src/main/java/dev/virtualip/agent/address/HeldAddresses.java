package dev.virtualip.agent.address;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses of one virtual router: which ones are wanted, which ones are bound, and in which form. */
final class HeldAddresses {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LoopContext context;
    private final Map<InetAddress, HeldAddress> held = new LinkedHashMap<>();
    private final Set<InetAddress> configured = new HashSet<>();
    private Binding binding;
    private int linkIndex;

    HeldAddresses(LoopContext context, Binding binding) {
        this.context = context;
        this.binding = binding;
    }

    /** Replaces the configuration. */
    void configure(Binding newBinding) {
        binding = newBinding;
        configured.clear();
        Stream.concat(newBinding.addresses().stream(), newBinding.extraAddresses().stream())
                .forEach(this::configure);
    }

    private void configure(VirtualAddress virtual) {
        configured.add(virtual.address());
        held.computeIfAbsent(virtual.address(), ignored -> new HeldAddress(virtual)).virtual = virtual;
    }

    /** Forgets what is neither configured nor present any longer. */
    void forgetUnused() {
        held.values()
                .removeIf(address -> !address.wanted
                        && !address.present()
                        && address.removable() == null
                        && !configured.contains(address.virtual.address()));
    }

    Binding binding() {
        return binding;
    }

    Collection<HeldAddress> all() {
        return held.values();
    }

    @Nullable
    HeldAddress get(InetAddress address) {
        return held.get(address);
    }

    int linkIndex() {
        return linkIndex;
    }

    void linkIndex(int newLinkIndex) {
        linkIndex = newLinkIndex;
    }

    /** The interface that they are bound to; null if there is none now. */
    @Nullable
    HostInterface link() {
        return context.interfaces().byIndex(linkIndex);
    }

    /** The lifetime to set now; 0: permanent. */
    long lifetimeNanos() {
        return context.cost().effectiveLifetimeNanos(binding.lifetimeNanos());
    }

    /** The form in which an address is bound: as a single host, unless its prefix was asked for and is safe. */
    BoundAddress form(HeldAddress address) {
        InetAddress ip = address.virtual.address();
        boolean prefixed = binding.withPrefix() && Family.of(ip) == Family.IPV4;
        int prefixLength =
                prefixed ? address.virtual.prefixLength() : Family.of(ip).addressBits();
        return new BoundAddress(linkIndex, ip, prefixLength, binding.label(), lifetimeNanos() / SECOND_NANOS);
    }

    /** Whether the host has the address without us. */
    boolean ownedByHost(HeldAddress address) {
        HostInterface link = link();
        return link != null && link.own(address.virtual.address()) != null;
    }

    /** Whether the kernel shows the address, with our mark. */
    boolean shown(BoundAddress bound) {
        HostInterface link = link();
        return link != null && link.shows(bound);
    }

    /**
     * Whether this host answers for the address now. IPv4 does as soon as it is bound; IPv6 only once the kernel shows
     * it: joining its solicited-node group is left to a worker, some milliseconds later.
     */
    boolean answers(HeldAddress address) {
        BoundAddress bound = address.bound;
        return bound == null ? address.hostOwned : Family.of(bound.address()) == Family.IPV4 || shown(bound);
    }
}
