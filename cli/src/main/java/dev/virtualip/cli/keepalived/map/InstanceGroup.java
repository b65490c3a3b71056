package dev.virtualip.cli.keepalived.map;

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
record InstanceGroup(String name, List<ImportedInstance> members) {
    InstanceGroup {
        members = List.copyOf(members);
    }

    /**
     * How two instances of different hosts are known to be one virtual router; the surest first. The addresses count
     * most: interfaces and instances may have other names on every host. The same name and an address in common make a
     * group in spite of different Virtual Router IDs: that is drift to point out.
     */
    private static final List<BiPredicate<ImportedInstance, ImportedInstance>> LIKENESS = List.of(
            (a, b) -> sameId(a, b) && shareAddress(a, b),
            (a, b) -> sameName(a, b) && shareAddress(a, b),
            (a, b) -> sameId(a, b) && sameName(a, b),
            (a, b) -> sameId(a, b) && sameInterface(a, b));

    /** Groups the instances of all hosts; a surer likeness is looked for among all before a less sure one. */
    static List<InstanceGroup> of(List<ImportedHost> hosts) {
        List<List<ImportedInstance>> groups = new ArrayList<>();
        for (ImportedHost host : hosts) {
            List<ImportedInstance> left = new ArrayList<>(host.instances());
            for (BiPredicate<ImportedInstance, ImportedInstance> likeness : LIKENESS) {
                left.removeIf(instance -> joins(instance, groups, likeness));
            }
            left.forEach(instance -> groups.add(new ArrayList<>(List.of(instance))));
        }
        Set<String> names = new HashSet<>();
        return groups.stream()
                .map(members ->
                        new InstanceGroup(HostResolver.unique(members.getFirst().name(), names), members))
                .toList();
    }

    /** Puts an instance into the first group that has none of its host and one that is like it. */
    private static boolean joins(
            ImportedInstance instance,
            List<List<ImportedInstance>> groups,
            BiPredicate<ImportedInstance, ImportedInstance> likeness) {
        for (List<ImportedInstance> group : groups) {
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

    private static boolean sameId(ImportedInstance a, ImportedInstance b) {
        return a.sending()
                .virtualRouterId()
                .value()
                .equals(b.sending().virtualRouterId().value());
    }

    private static boolean sameName(ImportedInstance a, ImportedInstance b) {
        return a.name().equals(b.name());
    }

    private static boolean sameInterface(ImportedInstance a, ImportedInstance b) {
        Located<String> one = a.binding().interfaceName();
        Located<String> other = b.binding().interfaceName();
        return one != null && other != null && one.value().equals(other.value());
    }

    private static boolean shareAddress(ImportedInstance a, ImportedInstance b) {
        List<InetAddress> others =
                b.binding().addresses().stream().map(ConfiguredAddress::ip).toList();
        return a.binding().addresses().stream().anyMatch(address -> others.contains(address.ip()));
    }

    ImportedInstance first() {
        return members.getFirst();
    }

    /** The one that is Active when all are well; the first of equals. */
    ImportedInstance strongest() {
        return byPriority().getFirst();
    }

    /** The members, the highest priority first. */
    List<ImportedInstance> byPriority() {
        return members.stream()
                .sorted(Comparator.comparing(
                        (ImportedInstance one) -> one.election().priority().value(), Comparator.reverseOrder()))
                .toList();
    }

    /** All addresses of the virtual router over all hosts, each with the prefix that holds for all of them. */
    List<ConfiguredAddress> addresses() {
        Map<InetAddress, ConfiguredAddress> all = new LinkedHashMap<>();
        for (ImportedInstance member : members) {
            for (ConfiguredAddress address : member.binding().addresses()) {
                all.merge(address.ip(), address, InstanceGroup::withGivenPrefix);
            }
        }
        return List.copyOf(all.values());
    }

    /** The addresses of one member, with the prefixes that hold for all. */
    List<ConfiguredAddress> addressesOf(ImportedInstance member) {
        Map<InetAddress, ConfiguredAddress> agreed = new LinkedHashMap<>();
        addresses().forEach(address -> agreed.put(address.ip(), address));
        return member.binding().addresses().stream()
                .map(address -> address.withPrefix(
                        Objects.requireNonNull(agreed.get(address.ip())).prefix()))
                .toList();
    }

    private static ConfiguredAddress withGivenPrefix(ConfiguredAddress first, ConfiguredAddress later) {
        return first.prefix() == null && later.prefix() != null ? later : first;
    }
}
