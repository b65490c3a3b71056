package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Remarks about the differences between the hosts of one virtual router, and about their priorities. */
final class HostDifferences {
    private final InstanceGroup group;
    private final int hosts;
    private final List<Remark> remarks = new ArrayList<>();

    private HostDifferences(InstanceGroup group, int hosts) {
        this.group = group;
        this.hosts = hosts;
    }

    /** The differences within a group, each with the lines of both hosts. */
    static List<Remark> of(InstanceGroup group, int hosts) {
        HostDifferences differences = new HostDifferences(group, hosts);
        differences.compareSettings();
        differences.comparePrefixes();
        differences.compareAddresses();
        differences.comparePriorities();
        differences.remarkLonely();
        return List.copyOf(differences.remarks);
    }

    private void compareSettings() {
        ImportedInstance first = group.first();
        for (ComparedSetting aspect : ComparedSetting.ALL) {
            Located<?> expected = aspect.value().apply(first);
            for (ImportedInstance other :
                    group.members().subList(1, group.members().size())) {
                Located<?> value = aspect.value().apply(other);
                if (!value.value().equals(expected.value())) {
                    remark(
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
        for (ConfiguredAddress agreed : group.addresses()) {
            for (ConfiguredAddress address : linesOf(agreed)) {
                Integer prefix = address.prefix();
                if (prefix == null && agreed.prefix() != null) {
                    remark(
                            address.place(),
                            "%s: has no prefix, keepalived takes /%d; %s at %s: /%d is taken for all hosts"
                                    .formatted(
                                            address.text(),
                                            address.ip().getAddress().length * Byte.SIZE,
                                            agreed.withPrefix(),
                                            agreed.place(),
                                            agreed.prefix()));
                } else if (prefix != null && !prefix.equals(agreed.prefix())) {
                    remark(
                            address.place(),
                            "%s differs: %s at %s: that is taken for all hosts"
                                    .formatted(address.withPrefix(), agreed.withPrefix(), agreed.place()));
                }
            }
        }
    }

    private List<ConfiguredAddress> linesOf(ConfiguredAddress agreed) {
        return group.members().stream()
                .flatMap(one -> one.binding().addresses().stream())
                .filter(address -> address.ip().equals(agreed.ip()))
                .toList();
    }

    private void compareAddresses() {
        for (ConfiguredAddress address : group.addresses()) {
            Predicate<ImportedInstance> has = one -> one.binding().addresses().stream()
                    .anyMatch(other -> other.ip().equals(address.ip()));
            group.members().stream()
                    .filter(has.negate())
                    .forEach(one -> remark(
                            one.place(),
                            "vrrp_instance %s: lacks %s, which is at %s: the VirtualIP has it; make the lists equal"
                                    .formatted(one.title(), address.text(), address.place())));
        }
    }

    private void comparePriorities() {
        List<ImportedInstance> order = group.byPriority();
        for (int i = 1; i < order.size(); i++) {
            Located<Integer> before = order.get(i - 1).election().priority();
            Located<Integer> priority = order.get(i).election().priority();
            if (priority.value().equals(before.value())) {
                remark(
                        priority.place(),
                        "priority %d: is the same at %s: the greater address decides then; give each host its own"
                                .formatted(priority.value(), before.place()));
            }
        }
        if (order.size() > 1) {
            remarkPreference(order);
        }
    }

    private void remarkPreference(List<ImportedInstance> order) {
        String list = order.stream()
                .map(one -> one.host() + " " + one.election().priority().value())
                .collect(Collectors.joining(", "));
        remark(
                group.first().election().priority().place(),
                "priority: %s: the VirtualIP has nodeSelector and preferredNodes by %s: check that the nodes have"
                                .formatted(list, VirtualIPWriter.HOSTNAME_LABEL)
                        + " these names");
    }

    private void remarkLonely() {
        if (group.members().size() == 1 && hosts > 1) {
            remark(
                    group.first().place(),
                    "vrrp_instance %s: no other host has it, so no host would take over its addresses"
                            .formatted(group.first().title()));
        }
    }

    private void remark(SourceLine place, String text) {
        remarks.add(new Remark(place, text));
    }

    /**
     * Something in which the hosts of one virtual router may differ.
     *
     * @param directive how keepalived calls it
     * @param value what an instance has of it, with its place; compared by the value
     * @param shown how the value is written, without secrets
     * @param consequence what follows from a difference, and what the result takes
     */
    private record ComparedSetting(
            String directive,
            Function<ImportedInstance, Located<?>> value,
            Function<Object, String> shown,
            String consequence) {

        private static final String NONE = "none";

        /** Those that are compared by one value; addresses and priorities are compared by themselves. */
        static final List<ComparedSetting> ALL = List.of(
                plain(
                        "virtual_router_id",
                        one -> one.sending().virtualRouterId(),
                        "the hosts are two virtual routers and both hold the address; the first is taken"),
                plain(
                        "interface",
                        one -> orNone(one.binding().interfaceName(), one),
                        "the VirtualIP takes both by a pattern"),
                plain(
                        "version",
                        one -> one.sending().version(),
                        "neither accepts the advertisements of the other; the VirtualIP takes the first"),
                new ComparedSetting(
                        "advert_int",
                        one -> one.election().intervalMillis(),
                        millis -> millis instanceof Long value ? ValueParser.duration(value) : String.valueOf(millis),
                        "version 2 refuses another interval, version 3 follows the Active's; the VirtualIP takes the"
                                + " first"),
                new ComparedSetting(
                        "authentication",
                        one -> orNone(one.sending().password(), one),
                        password -> NONE.equals(password) ? NONE : "a password of its own",
                        "neither accepts the other; the VirtualIP has one for all"),
                plain(
                        "preempt",
                        one -> one.election().preempt(),
                        "the VirtualIP takes that of the host with the highest priority"),
                plain(
                        "unicast",
                        one -> new Located<>(
                                one.sending().unicast() ? "on" : "off",
                                place(one.sending().peers(), one)),
                        "neither accepts the advertisements of the other; the VirtualIP takes the first"),
                plain(
                        "v3_checksum_as_v2",
                        one -> one.sending().messageOnly().map(on -> on ? "on" : "off"),
                        "our agents accept both forms; the VirtualIP sends that of the first"),
                plain("label", one -> orNone(one.binding().label(), one), "the VirtualIP takes the first"),
                plain(
                        "vrrp_sync_group",
                        one -> orNone(one.moveGroup(), one),
                        "all hosts should group alike; the VirtualIP takes the first"),
                plain(
                        "track_script",
                        one -> new Located<>(
                                one.checks().stream()
                                        .map(check ->
                                                String.valueOf(check.value().name()))
                                        .collect(Collectors.joining(", ")),
                                one.place()),
                        "the VirtualIP takes the first"),
                plain(
                        "garp_master",
                        one -> new Located<>(one.announcing(), one.place()),
                        "the VirtualIP takes the first"));

        private static ComparedSetting plain(
                String directive, Function<ImportedInstance, Located<?>> value, String consequence) {
            return new ComparedSetting(directive, value, String::valueOf, consequence);
        }

        private static Located<?> orNone(@Nullable Located<String> value, ImportedInstance instance) {
            return value == null ? new Located<>(NONE, instance.place()) : value;
        }

        private static SourceLine place(List<Located<String>> lines, ImportedInstance instance) {
            return lines.isEmpty() ? instance.place() : lines.getFirst().place();
        }
    }
}
