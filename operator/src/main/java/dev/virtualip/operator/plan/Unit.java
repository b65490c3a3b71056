package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router that shall be.
 *
 * @param name its name on all nodes
 * @param ipv6 its family
 * @param network the network it is on; {@link Networks#UNKNOWN} until that is chosen, or as long as no node says
 * @param id its Virtual Router ID; 0 until it has one
 * @param parts whom it serves, the oldest first; at least one is not frozen
 * @param running as it runs; null: it does not yet
 */
record Unit(
        String name,
        boolean ipv6,
        int network,
        int id,
        List<Part> parts,
        @Nullable RunningRouter running) {

    /** An IPv4 advertisement with so many addresses fits the smallest MTU of any link (576 bytes), with room. */
    private static final int MAX_IPV4 = 100;
    /** The same for IPv6 (1,280 bytes), less the link-local address that leads the list. */
    private static final int MAX_IPV6 = 76;

    Unit {
        parts = List.copyOf(parts);
    }

    Unit on(int chosenNetwork) {
        return new Unit(name, ipv6, chosenNetwork, id, parts, running);
    }

    Unit under(int chosenID) {
        return new Unit(name, ipv6, network, chosenID, parts, running);
    }

    Unit with(Part another) {
        List<Part> more = new ArrayList<>(parts);
        more.add(another);
        return new Unit(name, ipv6, network, id, more, running);
    }

    /** Whether a holding is of this very virtual router: the same one is never in its own way. */
    boolean isSame(Holding holding, Networks networks) {
        int its = networks.of(holding.node(), holding.interfaceName());
        return holding.name().equals(name)
                && holding.id() == id
                && (its == network || its == Networks.UNKNOWN || network == Networks.UNKNOWN);
    }

    /** Whether a node that has a holding may not get this one before the other is confirmed to be gone. */
    boolean collidesWith(Holding holding, Networks networks) {
        if (holding.ipv6() != ipv6 || isSame(holding, networks)) {
            return false;
        }
        int its = networks.of(holding.node(), holding.interfaceName());
        return (id > 0 && holding.id() == id && its == network)
                || parts.stream()
                        .flatMap(part -> part.addresses().stream())
                        .anyMatch(prefix -> holding.addresses().contains(prefix.address()));
    }

    /** Those that can be carried out as they stand. */
    List<Wish> wishes() {
        if (parts.size() == 1 && !parts.getFirst().frozen()) {
            return List.of(parts.getFirst().wish());
        }
        return parts.stream().filter(part -> !part.frozen()).map(Part::wish).toList();
    }

    /** What holds for all of it: parts that differ are not in one unit. */
    Settings settings() {
        for (Part part : parts) {
            if (!part.frozen()) {
                return part.wish().read();
            }
        }
        throw new IllegalStateException(name + " is frozen as a whole, and none of it is planned");
    }

    /** The ID that a person gave; null: none. */
    @Nullable
    Integer givenID() {
        return wishes().stream()
                .map(Wish::givenID)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    int addressCount() {
        int count = 0;
        for (Part part : parts) {
            count += part.addresses().size();
        }
        return count;
    }

    /** Whether so many more addresses would still fit into one advertisement. */
    boolean hasRoomFor(int more) {
        return addressCount() + more <= (ipv6 ? MAX_IPV6 : MAX_IPV4);
    }

    /** Who may speak besides the candidates. */
    Set<InetAddress> guests() {
        Set<InetAddress> guests = new HashSet<>();
        for (String text : settings().allowedSources()) {
            guests.add(AddressText.parse(text));
        }
        return guests;
    }

    /** The choice of the interface: equal settings choose alike. */
    InterfaceChoice choice() {
        return new InterfaceChoice(
                settings().interfaceSelector(),
                firstAddresses().stream().map(IpPrefix::address).toList());
    }

    /** The addresses of the oldest one, which stand for all. */
    List<IpPrefix> firstAddresses() {
        return parts.stream()
                .filter(part -> !part.frozen())
                .findFirst()
                .orElseThrow()
                .addresses();
    }
}
