package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which interfaces of which nodes are on one network: those on a common subnet, directly or by others. An interface
 * with no subnet of its own (only link-local addresses, or none) is on a network with the others of its name.
 */
final class Networks {
    /** What is not known to be on any network: its node has not reported. */
    static final int UNKNOWN = -1;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<Place, Integer> places = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();
    private final Map<Integer, Map<InetAddress, Subnet>> subnets = new TreeMap<>();

    private record Place(String node, String interfaceName) {}

    private record Nameless(String interfaceName) {}

    /** The networks of these nodes, whatever their order. */
    Networks(Collection<NodeFacts> nodes) {
        for (NodeFacts node : nodes) {
            for (Link link : node.links()) {
                add(new Place(node.name(), link.name()), link);
                link.subnets()
                        .forEach(subnet -> subnets.computeIfAbsent(subnet.length(), ignored -> new HashMap<>())
                                .put(subnet.network(), subnet));
            }
        }
    }

    /** The connected subnets, of all nodes, that hold an address, the widest first. */
    List<Subnet> subnetsWith(InetAddress address) {
        List<Subnet> holding = new ArrayList<>(1);
        int bits = address.getAddress().length * Byte.SIZE;
        subnets.forEach((length, ofLength) -> {
            Subnet subnet = length > bits
                    ? null
                    : ofLength.get(Subnet.of(new IpPrefix(address, length)).network());
            if (subnet != null) {
                holding.add(subnet);
            }
        });
        return holding;
    }

    /** The number of the network that an interface of a node is on, good for comparing; or {@link #UNKNOWN}. */
    int of(String node, String interfaceName) {
        Integer number = places.get(new Place(node, interfaceName));
        return number == null ? UNKNOWN : root(number);
    }

    private void add(Place place, Link link) {
        List<?> keys = link.subnets().isEmpty() ? List.of(new Nameless(link.name())) : link.subnets();
        int first = number(keys.getFirst());
        for (Object key : keys) {
            parents.set(root(number(key)), root(first));
        }
        places.put(place, first);
    }

    private int number(Object key) {
        return numbers.computeIfAbsent(key, ignored -> {
            parents.add(parents.size());
            return parents.size() - 1;
        });
    }

    private int root(int number) {
        int root = number;
        while (parents.get(root) != root) {
            root = parents.get(root);
        }
        parents.set(number, root);
        return root;
    }
}
