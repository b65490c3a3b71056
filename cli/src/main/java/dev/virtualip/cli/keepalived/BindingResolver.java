package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.keepalived.Instance.Binding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which addresses of an instance are bound, where and how, and what of it cannot be carried over. */
final class BindingResolver {
    private static final int MAX_LABEL = 15;

    private final InstanceDraft draft;
    private final Ledger ledger;
    private final Family family;
    private final Set<Object> seen = new HashSet<>();

    BindingResolver(InstanceDraft draft, Ledger ledger) {
        this.draft = draft;
        this.ledger = ledger;
        this.family = draft.addresses.getFirst().family();
    }

    Binding resolve() {
        Given<String> interfaceName = interfaceName();
        List<Address> addresses = new ArrayList<>(once(draft.addresses));
        addresses.removeIf(this::isOfOtherFamily);
        List<Address> excluded = once(draft.excluded);
        tellExcluded(excluded);
        if (interfaceName != null) {
            addresses.forEach(address -> tellDevice(address, interfaceName.value()));
            excluded.forEach(address -> tellDevice(address, interfaceName.value()));
        }
        return new Binding(interfaceName, addresses, excluded, label());
    }

    /** Without an interface of its own the instance is where its first address is bound. */
    private @Nullable Given<String> interfaceName() {
        Address first = draft.addresses.getFirst();
        if (draft.interfaceName == null && first.device() != null) {
            ledger.tell(
                    draft.place,
                    "vrrp_instance %s: has no interface: that of its first address is taken, %s"
                            .formatted(draft.name, first.device()));
            return new Given<>(first.device(), first.place());
        }
        if (draft.interfaceName == null) {
            ledger.tell(
                    draft.place,
                    "vrrp_instance %s: has no interface: a VirtualIP finds it by the address, a file needs it"
                            .formatted(draft.name));
        }
        return draft.interfaceName;
    }

    private List<Address> once(List<Address> addresses) {
        List<Address> kept = new ArrayList<>();
        for (Address address : addresses) {
            if (seen.add(address.ip())) {
                kept.add(address);
            } else {
                ledger.tell(address.place(), address.text() + ": is there twice: left out the second time");
            }
        }
        return kept;
    }

    private boolean isOfOtherFamily(Address address) {
        if (address.family() == family) {
            return false;
        }
        ledger.tell(
                address.place(),
                address.text()
                        + ": is not of the family of the first address: left out, as in keepalived; give it a"
                        + " vrrp_instance of its own");
        return true;
    }

    private void tellExcluded(List<Address> excluded) {
        tellExcluded(
                excluded.stream().filter(address -> address.family() == family).toList(),
                "in the VirtualIP advertised like the others; in the VRRPRouter file an extra address");
        tellExcluded(
                excluded.stream().filter(address -> address.family() != family).toList(),
                "in the VirtualIP advertised by a virtual router of its family; left out of the VRRPRouter file: give"
                        + " it a virtual router of its own on every host");
    }

    private void tellExcluded(List<Address> excluded, String text) {
        if (!excluded.isEmpty()) {
            Address first = excluded.getFirst();
            String others = excluded.size() == 1 ? "" : " and %d more".formatted(excluded.size() - 1);
            ledger.tell(first.place(), "%s%s: not advertised until now: %s".formatted(first.text(), others, text));
        }
    }

    private void tellDevice(Address address, String interfaceName) {
        String device = address.device();
        if (device != null && !device.equals(interfaceName)) {
            ledger.tell(
                    address.place(),
                    "%s: dev %s: an address is bound on the interface of its virtual router: %s is taken"
                            .formatted(address.text(), device, interfaceName));
        }
    }

    private @Nullable Given<String> label() {
        Given<String> label = null;
        for (Address address : draft.addresses) {
            String text = address.label();
            if (text == null) {
                continue;
            }
            if (family == Family.IPV6 || text.length() > MAX_LABEL) {
                ledger.tell(
                        address.place(),
                        "label: only IPv4 addresses have one, of at most %d characters: left out".formatted(MAX_LABEL));
            } else if (label == null) {
                label = new Given<>(text, address.place());
            } else if (!label.value().equals(text)) {
                ledger.tell(
                        address.place(),
                        "label %s: all addresses of a virtual router have one label: %s is taken"
                                .formatted(text, label.value()));
            }
        }
        return label;
    }
}
