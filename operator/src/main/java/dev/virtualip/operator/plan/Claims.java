package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.Owners.Owner;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who gets an address that two ask for: who runs it, then the older one. No VirtualIP gets a node's own address. */
final class Claims {
    private final Collection<RunningRouter> running;
    private final Owners owners;
    private final Map<String, Finding> refused;
    private final Map<InetAddress, List<Wish>> claimants = new LinkedHashMap<>();

    Claims(Collection<RunningRouter> running, Owners owners, Map<String, Finding> refused) {
        this.running = running;
        this.owners = owners;
        this.refused = refused;
    }

    /** The further VirtualIPs that cannot be carried out. */
    Map<String, Finding> losers(List<Wish> wishes) {
        for (Wish wish : wishes) {
            claimed(wish)
                    .forEach(address -> claimants
                            .computeIfAbsent(address, ignored -> new ArrayList<>(1))
                            .add(wish));
        }
        Map<String, Finding> losers = new HashMap<>();
        claimants.forEach((address, claiming) -> {
            Wish winner = winner(address, claiming);
            for (Wish wish : claiming) {
                Finding finding =
                        wish.name().equals(winner.name()) ? ownerFinding(wish, address) : inUse(address, winner);
                if (finding != null && !refused.containsKey(wish.name())) {
                    losers.putIfAbsent(wish.name(), finding);
                }
            }
        });
        return losers;
    }

    /** The addresses that a VirtualIP asks for; a refused one only keeps what it runs. */
    private Set<InetAddress> claimed(Wish wish) {
        Set<InetAddress> addresses = new HashSet<>();
        if (!refused.containsKey(wish.name())) {
            wish.addresses().stream().map(IpPrefix::address).forEach(addresses::add);
            return addresses;
        }
        for (RunningRouter router : running) {
            if (RunningRouters.serves(router, wish)) {
                Set<InetAddress> known = Addresses.of(wish.wanted().status().addresses());
                router.addresses().stream().filter(known::contains).forEach(addresses::add);
            }
        }
        return addresses;
    }

    private Wish winner(InetAddress address, List<Wish> claiming) {
        return claiming.size() == 1
                ? claiming.getFirst()
                : claiming.stream()
                        .min(Comparator.comparing((Wish wish) -> !runs(wish, address))
                                .thenComparing(Wish.BY_AGE))
                        .orElseThrow();
    }

    private boolean runs(Wish wish, InetAddress address) {
        Set<InetAddress> known = Addresses.of(wish.wanted().status().addresses());
        return (known.isEmpty() || known.contains(address))
                && running.stream()
                        .anyMatch(
                                router -> router.addresses().contains(address) && RunningRouters.serves(router, wish));
    }

    /** A node's own address is in the way, unless that node's VRRP of before may speak: it is being replaced. */
    private @Nullable Finding ownerFinding(Wish wish, InetAddress address) {
        for (Owner owner : owners.of(address)) {
            if (!runs(wish, address) && !isBeingReplaced(wish, owner)) {
                return new Finding(
                        "AddressInUse",
                        "%s is the own address of node %s, on %s; give another, or take it away there"
                                .formatted(
                                        AddressText.format(address),
                                        owner.node().name(),
                                        owner.interfaceName()));
            }
        }
        return null;
    }

    private static boolean isBeingReplaced(Wish wish, Owner owner) {
        Settings settings = wish.settings();
        if (settings == null) {
            return false;
        }
        Set<InetAddress> guests = Addresses.of(settings.allowedSources());
        return owner.node().links().stream()
                .flatMap(link -> link.addresses().stream())
                .anyMatch(prefix -> guests.contains(prefix.address()));
    }

    private static Finding inUse(InetAddress address, Wish winner) {
        return new Finding(
                "AddressInUse",
                "%s is an address of VirtualIP %s; give another, or take it away there"
                        .formatted(AddressText.format(address), winner.name()));
    }
}
