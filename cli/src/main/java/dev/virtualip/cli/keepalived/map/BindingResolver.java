package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.ImportedInstance.Binding;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.LinkLocalAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves which addresses of an instance are bound, and on which interface. */
final class BindingResolver {
    private static final int MAX_ADVERTISED = 255;
    /** What keepalived puts into one packet of 1500 bytes. */
    private static final int MAX_ADVERTISED_IPV6 = 89;

    private static final int MAX_EXTRA = 255;

    private final RawInstance raw;
    private final DirectiveOutcomes outcomes;
    private final InstanceFamily family;

    BindingResolver(RawInstance raw, DirectiveOutcomes outcomes) {
        this.raw = raw;
        this.outcomes = outcomes;
        this.family = raw.addresses.getFirst().family();
    }

    /** What is bound; empty with a remark: the virtual router cannot be carried over. */
    Optional<Binding> resolve(int virtualRouterId) {
        if (isOnLoopback()) {
            return Optional.empty();
        }
        Located<String> interfaceName = interfaceName();
        Set<Object> seen = new HashSet<>();
        List<ConfiguredAddress> addresses = once(raw.addresses, seen, true);
        Located<String> vrrpInterfaceName = null;
        if (interfaceName != null && isElsewhere(addresses, interfaceName.value(), virtualRouterId)) {
            Located<String> device = commonDevice(addresses, interfaceName.value(), virtualRouterId);
            if (device == null) {
                return Optional.empty();
            }
            vrrpInterfaceName = interfaceName;
            interfaceName = device;
        }
        List<ConfiguredAddress> excluded = once(raw.excluded, seen, false);
        String bound = interfaceName == null ? null : interfaceName.value();
        String unsaid = vrrpInterfaceName == null ? null : vrrpInterfaceName.value();
        if (bound != null) {
            excluded.removeIf(address -> isExcludedElsewhere(address, bound, unsaid, virtualRouterId));
        }
        remarkExcluded(excluded);
        moveExcess(addresses, excluded);
        remarkLinkLocal(addresses, virtualRouterId);
        return Optional.of(
                new Binding(interfaceName, vrrpInterfaceName, addresses, excluded, label(addresses, excluded)));
    }

    /** Addresses on the loopback interface do not say where the peers are. */
    private boolean isOnLoopback() {
        ConfiguredAddress first = raw.addresses.getFirst();
        boolean loopback = raw.interfaceName == null && AddressBlockReader.LOOPBACK.equals(first.device());
        if (loopback) {
            outcomes.remark(
                    raw.place,
                    "vrrp_instance %s: has no interface, and its addresses are on lo, where no peer is: the virtual"
                                    .formatted(raw.name)
                            + " router is left out; add an interface line with the network of the peers, and keep"
                            + " keepalived until the addresses are there");
        }
        return loopback;
    }

    /** Without an interface of its own the instance is where its first address is bound. */
    private @Nullable Located<String> interfaceName() {
        ConfiguredAddress first = raw.addresses.getFirst();
        if (raw.interfaceName == null && first.device() != null) {
            outcomes.remark(
                    raw.place,
                    "vrrp_instance %s: has no interface: that of its first address is taken, %s"
                            .formatted(raw.name, first.device()));
            return new Located<>(first.device(), first.place());
        }
        if (raw.interfaceName == null) {
            outcomes.remark(
                    raw.place,
                    "vrrp_instance %s: has no interface: a VirtualIP finds it by the address, a file needs it"
                            .formatted(raw.name));
        }
        return raw.interfaceName;
    }

    private List<ConfiguredAddress> once(List<ConfiguredAddress> addresses, Set<Object> seen, boolean advertised) {
        List<ConfiguredAddress> kept = new ArrayList<>();
        for (ConfiguredAddress address : addresses) {
            if (seen.add(address.ip())) {
                kept.add(address);
            } else {
                String shorter = advertised ? AddressBlockReader.SHORTER_LIST : "";
                outcomes.remark(
                        address.place(), address.text() + ": is there twice: left out the second time" + shorter);
            }
        }
        return kept;
    }

    private boolean isElsewhere(List<ConfiguredAddress> addresses, String interfaceName, int virtualRouterId) {
        return addresses.stream().anyMatch(address -> isOn(address, interfaceName, virtualRouterId));
    }

    /** The one interface that all addresses are on, apart from VRRP; null with a remark: there is none. */
    private @Nullable Located<String> commonDevice(
            List<ConfiguredAddress> addresses, String interfaceName, int virtualRouterId) {
        ConfiguredAddress other = addresses.stream()
                .filter(address -> isOn(address, interfaceName, virtualRouterId))
                .findFirst()
                .orElseThrow();
        String device = Objects.requireNonNull(other.device());
        boolean common = addresses.stream().allMatch(address -> device.equals(address.device()));
        if (common && !device.equals(AddressBlockReader.LOOPBACK)) {
            return new Located<>(device, other.place());
        }
        outcomes.remark(
                other.place(),
                "%s: dev %s: %s: the virtual router is left out; keep keepalived for %s, or change it on every host and"
                                .formatted(
                                        other.text(),
                                        device,
                                        common
                                                ? "an address on lo is not announced on a network"
                                                : "the addresses of a virtual router are on one interface",
                                        raw.name)
                        + " import again");
        return null;
    }

    /** An address without dev is on the interface of VRRP, which may be another than that of the others. */
    private boolean isExcludedElsewhere(
            ConfiguredAddress address, String interfaceName, @Nullable String unsaid, int virtualRouterId) {
        boolean elsewhere = isOn(address, interfaceName, virtualRouterId)
                || (address.device() == null && unsaid != null && !unsaid.equals(interfaceName));
        if (elsewhere) {
            String device = Objects.requireNonNullElse(address.device(), unsaid);
            outcomes.remark(
                    address.place(),
                    "%s: dev %s: the addresses of its virtual router are on %s: left out;"
                                    .formatted(address.text(), device, interfaceName)
                            + " give it a vrrp_instance on %s, and put both into a vrrp_sync_group".formatted(device));
        }
        return elsewhere;
    }

    /** Whether an address is on an interface that is neither the instance's nor its own one of {@code use_vmac}. */
    private boolean isOn(ConfiguredAddress address, String interfaceName, int virtualRouterId) {
        String device = address.device();
        if (device == null || device.equals(interfaceName)) {
            return false;
        }
        String vmac = raw.vmac == null ? "" : raw.vmac.isEmpty() ? "vrrp." + virtualRouterId : raw.vmac;
        return !device.equals(vmac);
    }

    private void remarkExcluded(List<ConfiguredAddress> excluded) {
        remarkExcluded(
                excluded.stream().filter(address -> address.family() == family).toList(),
                "in the VirtualIP advertised like the others; in the VRRPRouter file an extra address");
        List<ConfiguredAddress> others =
                excluded.stream().filter(address -> address.family() != family).toList();
        others.forEach(address -> remarkExcluded(
                List.of(address),
                "in the VirtualIP advertised by a virtual router of its family; left out of the VRRPRouter file: give"
                        + " it a virtual router of its own on every host"));
    }

    private void remarkExcluded(List<ConfiguredAddress> excluded, String text) {
        if (!excluded.isEmpty()) {
            ConfiguredAddress first = excluded.getFirst();
            String others = excluded.size() == 1 ? "" : " and %d more".formatted(excluded.size() - 1);
            outcomes.remark(first.place(), "%s%s: not advertised until now: %s".formatted(first.text(), others, text));
        }
    }

    /** What does not fit into one advertisement is bound without being advertised, as keepalived has it. */
    private void moveExcess(List<ConfiguredAddress> addresses, List<ConfiguredAddress> excluded) {
        int max = family == InstanceFamily.IPV6 ? MAX_ADVERTISED_IPV6 : MAX_ADVERTISED;
        if (addresses.size() > max) {
            List<ConfiguredAddress> excess = addresses.subList(max, addresses.size());
            outcomes.remark(
                    excess.getFirst().place(),
                    "%s: an advertisement has room for %d addresses%s: it and the %d behind it become extra addresses,"
                                    .formatted(
                                            excess.getFirst().text(),
                                            max,
                                            family == InstanceFamily.IPV6 ? " (with an MTU of 1500)" : "",
                                            excess.size() - 1)
                            + " bound but not advertised, as in keepalived");
            excluded.addAll(excess);
            excess.clear();
        }
        List<ConfiguredAddress> extra =
                excluded.stream().filter(address -> address.family() == family).toList();
        if (extra.size() > MAX_EXTRA) {
            List<ConfiguredAddress> tooMany = extra.subList(MAX_EXTRA, extra.size());
            outcomes.remark(
                    tooMany.getFirst().place(),
                    "%s: a virtual router has at most %d extra addresses: it and the %d behind it are left out; give"
                                    .formatted(tooMany.getFirst().text(), MAX_EXTRA, tooMany.size() - 1)
                            + " them a vrrp_instance of their own");
            excluded.removeAll(tooMany);
        }
    }

    /** Our agents lead an IPv6 list with a link-local address; keepalived takes only a list of the same length. */
    private void remarkLinkLocal(List<ConfiguredAddress> addresses, int virtualRouterId) {
        boolean given = addresses.stream().anyMatch(address -> address.ip().isLinkLocalAddress());
        if (family == InstanceFamily.IPV6 && !given) {
            ConfiguredAddress first = addresses.getFirst();
            outcomes.remark(
                    first.place(),
                    "%s: an IPv6 list begins with a link-local address, and our agents add %s: a keepalived beside them"
                                    .formatted(
                                            first.text(),
                                            AddressText.format(LinkLocalAddress.derive(virtualRouterId, first.ip())))
                            + " refuses the longer list until that is the first line of its virtual_ipaddress");
        }
    }

    /** The label, if all addresses have the same: a virtual router has one for all of them. */
    private @Nullable Located<String> label(List<ConfiguredAddress> addresses, List<ConfiguredAddress> excluded) {
        List<ConfiguredAddress> all = Stream.concat(addresses.stream(), excluded.stream())
                .filter(address -> address.family() == InstanceFamily.IPV4)
                .toList();
        List<ConfiguredAddress> labelled =
                all.stream().filter(address -> address.label() != null).toList();
        if (labelled.isEmpty()) {
            return null;
        }
        String label = Objects.requireNonNull(labelled.getFirst().label());
        boolean common =
                family == InstanceFamily.IPV4 && all.stream().allMatch(address -> label.equals(address.label()));
        if (common) {
            return new Located<>(label, labelled.getFirst().place());
        }
        labelled.forEach(address -> outcomes.remark(
                address.place(),
                "label %s: all addresses of a virtual router have one label, and not all have this one here: left out"
                        .formatted(address.label())));
        return null;
    }
}
