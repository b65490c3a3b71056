package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
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

    private final Map<String, Map<String, Integer>> places = new HashMap<>();
    private final Map<Subnet, Integer> numbers = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();
    private final Map<Integer, Map<InetAddress, Subnet>> subnets = new TreeMap<>();
    private final Map<String, Integer> nameless = new HashMap<>();

    void add(NodeFacts node) {
        Map<String, Integer> its = HashMap.newHashMap(node.links().size());
        for (Link link : node.links()) {
            its.put(link.name(), link.subnets().isEmpty() ? nameless(link.name()) : joined(link.subnets()));
        }
        places.put(node.name(), its);
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
        Map<String, Integer> its = places.get(node);
        Integer number = its == null ? null : its.get(interfaceName);
        return number == null ? UNKNOWN : root(number);
    }

    private int nameless(String name) {
        return nameless.computeIfAbsent(name, ignored -> fresh());
    }

    private int joined(List<Subnet> all) {
        int first = number(all.getFirst());
        for (Subnet subnet : all) {
            parents.set(root(number(subnet)), root(first));
        }
        return first;
    }

    private int number(Subnet subnet) {
        return numbers.computeIfAbsent(subnet, ignored -> {
            subnets.computeIfAbsent(subnet.length(), length -> new HashMap<>()).put(subnet.network(), subnet);
            return fresh();
        });
    }

    private int fresh() {
        parents.add(parents.size());
        return parents.size() - 1;
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
