package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the hosts of one virtual router do not agree on, and what became of their priorities. */
final class Differences {
    private final InstanceGroup group;
    private final int hosts;
    private final List<Remark> remarks = new ArrayList<>();

    private Differences(InstanceGroup group, int hosts) {
        this.group = group;
        this.hosts = hosts;
    }

    /** The differences within a group, each with the lines of both hosts. */
    static List<Remark> of(InstanceGroup group, int hosts) {
        Differences differences = new Differences(group, hosts);
        differences.compareSettings();
        differences.comparePrefixes();
        differences.compareAddresses();
        differences.comparePriorities();
        differences.tellLonely();
        return List.copyOf(differences.remarks);
    }

    private void compareSettings() {
        Instance first = group.first();
        for (Aspect aspect : Aspect.ALL) {
            Given<?> expected = aspect.value().apply(first);
            for (Instance other : group.members().subList(1, group.members().size())) {
                Given<?> value = aspect.value().apply(other);
                if (!value.value().equals(expected.value())) {
                    tell(
                            value.place(),
                            "%s of %s differs: here %s, %s at %s: %s"
                                    .formatted(
                                            aspect.directive(),
                                            other.title(),
                                            aspect.shown().apply(value.value()),
                                            aspect.shown().apply(expected.value()),
                                            expected.place(),
                                            aspect.consequence()));
                }
            }
        }
    }

    private void comparePrefixes() {
        for (Address agreed : group.addresses()) {
            for (Address address : linesOf(agreed)) {
                Integer prefix = address.prefix();
                if (prefix == null && agreed.prefix() != null) {
                    tell(
                            address.place(),
                            "%s: has no prefix, keepalived takes /%d; %s at %s: /%d is taken for all hosts"
                                    .formatted(
                                            address.text(),
                                            address.ip().getAddress().length * Byte.SIZE,
                                            agreed.withPrefix(),
                                            agreed.place(),
                                            agreed.prefix()));
                } else if (prefix != null && !prefix.equals(agreed.prefix())) {
                    tell(
                            address.place(),
                            "%s differs: %s at %s: that is taken for all hosts"
                                    .formatted(address.withPrefix(), agreed.withPrefix(), agreed.place()));
                }
            }
        }
    }

    private List<Address> linesOf(Address agreed) {
        return group.members().stream()
                .flatMap(one -> one.binding().addresses().stream())
                .filter(address -> address.ip().equals(agreed.ip()))
                .toList();
    }

    private void compareAddresses() {
        for (Address address : group.addresses()) {
            Predicate<Instance> has = one -> one.binding().addresses().stream()
                    .anyMatch(other -> other.ip().equals(address.ip()));
            group.members().stream()
                    .filter(has.negate())
                    .forEach(one -> tell(
                            one.place(),
                            "vrrp_instance %s: lacks %s, which is at %s: the VirtualIP has it; make the lists equal"
                                    .formatted(one.title(), address.text(), address.place())));
        }
    }

    private void comparePriorities() {
        List<Instance> order = group.byPriority();
        for (int i = 1; i < order.size(); i++) {
            Given<Integer> before = order.get(i - 1).election().priority();
            Given<Integer> priority = order.get(i).election().priority();
            if (priority.value().equals(before.value())) {
                tell(
                        priority.place(),
                        "priority %d: is the same at %s: the greater address decides then; give each host its own"
                                .formatted(priority.value(), before.place()));
            }
        }
        if (order.size() > 1) {
            tellPreference(order);
        }
    }

    private void tellPreference(List<Instance> order) {
        String list = order.stream()
                .map(one -> one.host() + " " + one.election().priority().value())
                .collect(Collectors.joining(", "));
        tell(
                group.first().election().priority().place(),
                "priority: %s: the VirtualIP has nodeSelector and preferredNodes by %s: check that the nodes have"
                                .formatted(list, VirtualIPWriter.HOSTNAME_LABEL)
                        + " these names");
    }

    private void tellLonely() {
        if (group.members().size() == 1 && hosts > 1) {
            tell(
                    group.first().place(),
                    "vrrp_instance %s: no other host has it: nobody would take its addresses over"
                            .formatted(group.first().title()));
        }
    }

    private void tell(Place place, String text) {
        remarks.add(new Remark(place, text));
    }
}
