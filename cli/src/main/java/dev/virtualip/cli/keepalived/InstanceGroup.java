package dev.virtualip.cli.keepalived;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The instances of several hosts that are one virtual router.
 *
 * @param name the name of the VirtualIP that they become
 * @param members at most one per host, in the order of the files
 */
record InstanceGroup(String name, List<Instance> members) {
    InstanceGroup {
        members = List.copyOf(members);
    }

    /**
     * How two instances of different hosts are known to be one virtual router; the surest first. The addresses count
     * most: interfaces and instances may have other names on every host. The same name and an address in common make a
     * group in spite of different Virtual Router IDs: that is drift to point out.
     */
    private static final List<BiPredicate<Instance, Instance>> LIKENESS = List.of(
            (a, b) -> sameId(a, b) && shareAddress(a, b),
            (a, b) -> sameName(a, b) && shareAddress(a, b),
            (a, b) -> sameId(a, b) && sameName(a, b),
            (a, b) -> sameId(a, b) && sameInterface(a, b));

    /** Groups the instances of all hosts; a surer likeness is looked for among all before a less sure one. */
    static List<InstanceGroup> of(List<Host> hosts) {
        List<List<Instance>> groups = new ArrayList<>();
        for (Host host : hosts) {
            List<Instance> left = new ArrayList<>(host.instances());
            for (BiPredicate<Instance, Instance> likeness : LIKENESS) {
                left.removeIf(instance -> joins(instance, groups, likeness));
            }
            left.forEach(instance -> groups.add(new ArrayList<>(List.of(instance))));
        }
        Set<String> names = new HashSet<>();
        return groups.stream()
                .map(members ->
                        new InstanceGroup(HostReader.unique(members.getFirst().name(), names), members))
                .toList();
    }

    /** Puts an instance into the first group that has none of its host and one that is like it. */
    private static boolean joins(
            Instance instance, List<List<Instance>> groups, BiPredicate<Instance, Instance> likeness) {
        for (List<Instance> group : groups) {
            boolean other = group.stream().noneMatch(one -> one.host().equals(instance.host()));
            boolean family =
                    group.getFirst().binding().family() == instance.binding().family();
            if (other && family && group.stream().anyMatch(one -> likeness.test(one, instance))) {
                group.add(instance);
                return true;
            }
        }
        return false;
    }

    private static boolean sameId(Instance a, Instance b) {
        return a.sending()
                .virtualRouterId()
                .value()
                .equals(b.sending().virtualRouterId().value());
    }

    private static boolean sameName(Instance a, Instance b) {
        return a.name().equals(b.name());
    }

    private static boolean sameInterface(Instance a, Instance b) {
        Given<String> one = a.binding().interfaceName();
        Given<String> other = b.binding().interfaceName();
        return one != null && other != null && one.value().equals(other.value());
    }

    private static boolean shareAddress(Instance a, Instance b) {
        List<InetAddress> others =
                b.binding().addresses().stream().map(Address::ip).toList();
        return a.binding().addresses().stream().anyMatch(address -> others.contains(address.ip()));
    }

    Instance first() {
        return members.getFirst();
    }

    /** The one that is Active when all are well; the first of equals. */
    Instance strongest() {
        return byPriority().getFirst();
    }

    /** The members, the highest priority first. */
    List<Instance> byPriority() {
        return members.stream()
                .sorted(Comparator.comparing(
                        (Instance one) -> one.election().priority().value(), Comparator.reverseOrder()))
                .toList();
    }

    /** All addresses of the virtual router over all hosts, each with the prefix that holds for all of them. */
    List<Address> addresses() {
        Map<InetAddress, Address> all = new LinkedHashMap<>();
        for (Instance member : members) {
            for (Address address : member.binding().addresses()) {
                all.merge(address.ip(), address, InstanceGroup::withGivenPrefix);
            }
        }
        return List.copyOf(all.values());
    }

    /** The addresses of one member, with the prefixes that hold for all. */
    List<Address> addressesOf(Instance member) {
        Map<InetAddress, Address> agreed = new LinkedHashMap<>();
        addresses().forEach(address -> agreed.put(address.ip(), address));
        return member.binding().addresses().stream()
                .map(address -> address.withPrefix(
                        Objects.requireNonNull(agreed.get(address.ip())).prefix()))
                .toList();
    }

    private static Address withGivenPrefix(Address first, Address later) {
        return first.prefix() == null && later.prefix() != null ? later : first;
    }
}
