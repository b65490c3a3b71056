package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.validation.CheckedRouter.PlacedAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The rules for addresses of one virtual router: they can be read, are hosts', and are of one family. */
final class AddressRules {
    static final int MAX_ADDRESSES = 255;

    private final Problems problems;

    AddressRules(Problems problems) {
        this.problems = problems;
    }

    /** Reads the addresses of a virtual router. */
    CheckedRouter read(String path, VirtualRouter router) {
        List<PlacedAddress> placed = new ArrayList<>();
        problems.require(
                !router.addresses().isEmpty(),
                path + ".addresses",
                "missing; give at least one address, such as 192.0.2.10/24");
        read(path + ".addresses", router.addresses(), placed);
        read(path + ".extraAddresses", router.extraAddresses(), placed);
        CheckedRouter checked = new CheckedRouter(path, router, List.copyOf(placed));
        requireOneFamily(checked);
        requireRoomForLinkLocal(checked);
        return checked;
    }

    /** Adds problems for what cannot be a peer's or our own address: not readable, not a host's, of another family. */
    void requireHosts(CheckedRouter router, String field, List<String> texts) {
        problems.requireSize(texts, MAX_ADDRESSES, router.at(field));
        for (int i = 0; i < texts.size(); i++) {
            requireHost(router, router.at(field) + "[" + i + "]", texts.get(i));
        }
    }

    /** Adds a problem for what cannot be a peer's or our own address. */
    void requireHost(CheckedRouter router, String path, String text) {
        try {
            InetAddress address = AddressText.parse(text);
            IpPrefix.objection(address)
                    .ifPresent(kind -> problems.add(path, text + " is " + kind + "; give a host's address"));
            requireFamily(router, path, new IpPrefix(address, address.getAddress().length * Byte.SIZE));
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
        }
    }

    private void read(String path, List<String> texts, List<PlacedAddress> placed) {
        problems.requireSize(texts, MAX_ADDRESSES, path);
        for (int i = 0; i < texts.size(); i++) {
            read(path + "[" + i + "]", texts.get(i), placed);
        }
    }

    private void read(String path, String text, List<PlacedAddress> placed) {
        try {
            IpPrefix prefix = IpPrefix.parse(text);
            prefix.objection().ifPresent(kind -> problems.add(path, text + " is " + kind + "; give a host's address"));
            placed.add(new PlacedAddress(path, prefix));
        } catch (IllegalArgumentException e) {
            problems.add(path, String.valueOf(e.getMessage()));
        }
    }

    private void requireOneFamily(CheckedRouter router) {
        for (PlacedAddress placed : router.addresses()) {
            requireFamily(router, placed.path(), placed.prefix());
        }
    }

    private void requireFamily(CheckedRouter router, String path, IpPrefix prefix) {
        Boolean ipv6 = router.ipv6();
        problems.require(
                ipv6 == null || ipv6 == prefix.isIpv6(),
                path,
                "%s is %s but the first address is %s; use one virtual router for each family"
                        .formatted(
                                AddressText.format(prefix.address()),
                                family(prefix.isIpv6()),
                                family(router.isIpv6())));
    }

    /** The advertised list leads with a link-local address (RFC 9568 section 5.2.9), derived if none is given. */
    private void requireRoomForLinkLocal(CheckedRouter router) {
        boolean full = router.router().addresses().size() == MAX_ADDRESSES;
        boolean given = router.addresses().stream()
                .anyMatch(placed -> placed.prefix().address().isLinkLocalAddress());
        problems.require(
                !(router.isIpv6() && full && !given),
                router.at("addresses"),
                "255 addresses leave no room for the link-local one that leads the list; give at most 254");
    }

    private static String family(boolean ipv6) {
        return ipv6 ? "IPv6" : "IPv4";
    }
}
