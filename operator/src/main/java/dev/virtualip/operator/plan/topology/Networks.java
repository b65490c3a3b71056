package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers the networks of interfaces. Interfaces that share a subnet, directly or through others, are on one network.
 * An interface without a subnet (only link-local addresses, or none) is on one network with the others of its name.
 */
public final class Networks {
    /** The network of an interface whose node has not reported. */
    public static final int UNKNOWN = -1;

    private final Map<String, Map<String, Integer>> places = new HashMap<>();
    private final Map<Subnet, Integer> numbers = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();
    private final Map<Integer, Map<InetAddress, Subnet>> subnets = new TreeMap<>();
    private final Map<String, Integer> nameless = new HashMap<>();

    public void add(NodeFacts node) {
        Map<String, Integer> its = HashMap.newHashMap(node.links().size());
        for (NodeInterface link : node.links()) {
            its.put(link.name(), link.subnets().isEmpty() ? nameless(link.name()) : joined(link.subnets()));
        }
        places.put(node.name(), its);
    }

    /** Returns the connected subnets, of all nodes, that contain an address, the widest first. */
    public List<Subnet> subnetsWith(InetAddress address) {
        List<Subnet> hosted = new ArrayList<>(1);
        int bits = address.getAddress().length * Byte.SIZE;
        subnets.forEach((length, ofLength) -> {
            Subnet subnet = length > bits
                    ? null
                    : ofLength.get(Subnet.of(new IpPrefix(address, length)).network());
            if (subnet != null) {
                hosted.add(subnet);
            }
        });
        return hosted;
    }

    /** Returns the number of the network of an interface, for comparing; or {@link #UNKNOWN}. */
    public int of(String node, String interfaceName) {
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
