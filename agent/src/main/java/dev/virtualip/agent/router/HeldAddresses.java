package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.Errno;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.router.KernelAddresses.Change;
import dev.virtualip.agent.router.KernelAddresses.Kind;
import dev.virtualip.agent.router.KernelAddresses.Outcome;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one virtual router. What is wanted and what is there are compared and made equal, a bounded number
 * at a time; the one mechanism binds, unbinds, puts back what was taken away and binds anew under another label.
 */
final class HeldAddresses {
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final Map<InetAddress, HeldAddress> held = new LinkedHashMap<>();
    private final LoopContext context;
    private final Owner owner;
    private final Timer reconcileTimer;
    private final AddressRenewal renewal;
    private Binding binding;
    private int linkIndex;

    /** Whom the addresses belong to. */
    interface Owner {
        /** These have just been bound. */
        void bound(List<InetAddress> addresses, long nowNanos);

        /** Whether another virtual router of this interface wants the address: then it is not taken off. */
        boolean wantedByAnother(int linkIndex, InetAddress address);
    }

    HeldAddresses(LoopContext context, Owner owner, Binding binding) {
        this.context = context;
        this.owner = owner;
        this.binding = binding;
        this.reconcileTimer = context.timers().timer(this::reconcile);
        this.renewal = new AddressRenewal(context, this);
        configure(binding);
    }

    /** Takes a new binding over; what is bound in another way is bound anew. */
    void configure(Binding newBinding) {
        binding = newBinding;
        Stream.concat(newBinding.addresses().stream(), newBinding.extraAddresses().stream())
                .forEach(virtual ->
                        held.computeIfAbsent(virtual.address(), address -> new HeldAddress(virtual)).virtual = virtual);
        if (held.values().stream().anyMatch(address -> address.wanted)) {
            reconcileTimer.set(context.nowNanos());
            renewal.start(context.nowNanos());
        }
    }

    /** Where they are bound. An interface made again has another index, and nothing of ours on it. */
    void moveTo(int newLinkIndex) {
        if (linkIndex != newLinkIndex) {
            linkIndex = newLinkIndex;
            held.values().forEach(HeldAddresses::forget);
        }
    }

    void want(Collection<InetAddress> addresses, long nowNanos) {
        setWanted(addresses, true);
        reconcile(nowNanos);
        renewal.start(nowNanos);
    }

    void drop(Collection<InetAddress> addresses, long nowNanos) {
        setWanted(addresses, false);
        reconcile(nowNanos);
    }

    private void setWanted(Collection<InetAddress> addresses, boolean wanted) {
        for (InetAddress address : addresses) {
            HeldAddress known = held.get(address);
            if (known != null) {
                known.wanted = wanted;
                known.failure = null;
            }
        }
    }

    /** Takes the next step towards what is wanted: first what has to go, then what has to come. */
    private void reconcile(long nowNanos) {
        List<HeldAddress> changed = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        held.values().forEach(address -> planRemoval(address, changed, changes));
        held.values().forEach(address -> planAddition(address, changed, changes));
        held.values().removeIf(address -> !address.wanted && !address.present() && !configured(address));
        if (changes.isEmpty()) {
            return;
        }
        List<InetAddress> bound = carryOut(changed, changes);
        if (!bound.isEmpty()) {
            owner.bound(bound, nowNanos);
        }
        boolean failed = changed.stream().anyMatch(address -> address.failure != null);
        reconcileTimer.set(failed ? nowNanos + RETRY_NANOS : nowNanos);
    }

    private void planRemoval(HeldAddress address, List<HeldAddress> changed, List<Change> changes) {
        BoundAddress bound = address.bound;
        if (bound == null || changes.size() >= KernelAddresses.CHANGES_MAX - 1) {
            return;
        }
        if (!address.wanted && owner.wantedByAnother(linkIndex, bound.address())) {
            forget(address);
        } else if (!address.wanted || !sameForm(bound, form(address))) {
            changed.add(address);
            changes.add(new Change(Kind.REMOVE, bound));
        }
    }

    private void planAddition(HeldAddress address, List<HeldAddress> changed, List<Change> changes) {
        if (address.wanted && !address.present() && changes.size() < KernelAddresses.CHANGES_MAX) {
            changed.add(address);
            changes.add(new Change(Kind.ADD, form(address)));
        }
    }

    private List<InetAddress> carryOut(List<HeldAddress> changed, List<Change> changes) {
        List<InetAddress> bound = new ArrayList<>();
        List<Outcome> outcomes = context.kernel().apply(changes);
        for (int i = 0; i < changes.size(); i++) {
            HeldAddress address = changed.get(i);
            if (changes.get(i).kind() == Kind.REMOVE) {
                removed(address, outcomes.get(i));
            } else if (added(address, changes.get(i).bound(), outcomes.get(i))) {
                bound.add(address.virtual.address());
            }
        }
        return bound;
    }

    private void removed(HeldAddress address, Outcome outcome) {
        switch (outcome.errno()) {
            case KernelAddresses.DONE -> {
                address.bound = null;
                address.ownRemovals++;
            }
            case KernelAddresses.NOT_THERE, KernelAddresses.NO_DEVICE -> address.bound = null;
            default -> address.failure = describe("taking %s off failed", address, outcome);
        }
    }

    private boolean added(HeldAddress address, BoundAddress form, Outcome outcome) {
        address.failure = null;
        if (outcome.errno() == KernelAddresses.DONE) {
            address.bound = form;
        } else if (outcome.errno() == KernelAddresses.EXISTS) {
            takeAsItIs(address, form);
        } else {
            address.failure = describe("binding %s failed", address, outcome);
        }
        return address.present();
    }

    /** It is there already: left by an earlier run of ours, so it is renewed soon, or the host's own. */
    private void takeAsItIs(HeldAddress address, BoundAddress form) {
        if (context.ours(linkIndex, address.virtual.address())) {
            address.bound = form;
        } else {
            address.hostOwned = true;
        }
    }

    private static String describe(String format, HeldAddress address, Outcome outcome) {
        String cause = outcome.message().isEmpty() ? Errno.describe(outcome.errno()) : outcome.message();
        return format.formatted(address.virtual.address().getHostAddress()) + ": " + cause
                + "; tried again every second";
    }

    /** How an address is bound: as a single host, unless its prefix was asked for and is safe. */
    BoundAddress form(HeldAddress address) {
        InetAddress ip = address.virtual.address();
        boolean prefixed = binding.withPrefix() && Family.of(ip) == Family.IPV4;
        int prefixLength =
                prefixed ? address.virtual.prefixLength() : Family.of(ip).addressBits();
        return new BoundAddress(linkIndex, ip, prefixLength, binding.label(), renewal.lifetimeSeconds());
    }

    private static boolean sameForm(BoundAddress one, BoundAddress other) {
        return one.prefixLength() == other.prefixLength() && Objects.equals(one.label(), other.label());
    }

    private boolean configured(HeldAddress address) {
        VirtualAddress virtual = address.virtual;
        return binding.addresses().contains(virtual) || binding.extraAddresses().contains(virtual);
    }

    /** The kernel reports an address as gone; true if it was not us who took it. */
    boolean gone(int index, InetAddress address) {
        HeldAddress known = index == linkIndex ? held.get(address) : null;
        if (known == null) {
            return false;
        }
        if (known.ownRemovals > 0) {
            known.ownRemovals--;
            return false;
        }
        boolean stolen = known.wanted && known.present();
        forget(known);
        return stolen;
    }

    /** After a dump nothing more is reported of what happened before it. Returns whether something is missing. */
    boolean resynchronized(HostInterface link) {
        boolean missing = false;
        for (HeldAddress address : held.values()) {
            address.ownRemovals = 0;
            if (address.present() && link.address(address.virtual.address()) == null) {
                missing |= address.wanted;
                forget(address);
            }
        }
        return missing;
    }

    /** Puts back what is missing, at this instant. */
    void putBackAt(long atNanos) {
        reconcileTimer.set(atNanos);
    }

    private static void forget(HeldAddress address) {
        address.bound = null;
        address.hostOwned = false;
        address.ownRemovals = 0;
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
        reconcileTimer.clear();
        renewal.stop();
    }
}
