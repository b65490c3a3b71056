package dev.virtualip.agent.config;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router that this node runs at the word of Kubernetes, as it is kept on disk.
 *
 * @param uid the object that named it last
 * @param document as the object has it; the rules have accepted it
 * @param password the key that its secretRef stands for; null: it has none
 */
record Held(String uid, VirtualRouter document, @Nullable String password) {
    private static final int ADDRESSES_TOLD = 3;

    String name() {
        return Objects.requireNonNull(document.name());
    }

    /** What it runs; {@link VirtualRouterSpec#confirmed} says what the argument means. */
    VirtualRouterSpec spec(boolean confirmed) {
        return SpecMapper.map(withPassword(document, password), true, confirmed);
    }

    /** What only one virtual router of a node can have: its ID, and its addresses, on its interface. */
    Set<String> places() {
        boolean ipv6 = IpPrefix.parse(document.addresses().getFirst()).isIpv6();
        Set<String> places = new HashSet<>();
        places.add("%s %s %d"
                .formatted(
                        document.interfaceName(),
                        ipv6 ? "IPv6" : "IPv4",
                        document.vrrpOrDefault().virtualRouterID()));
        addresses().forEach(address -> places.add(document.interfaceName() + " " + address));
        return places;
    }

    /** Its first addresses, for a message. */
    String addressText() {
        String told = addresses().limit(ADDRESSES_TOLD).collect(Collectors.joining(", "));
        long more = addresses().count() - ADDRESSES_TOLD;
        return more > 0 ? told + " and " + more + " more" : told;
    }

    private Stream<String> addresses() {
        return Stream.concat(document.addresses().stream(), document.extraAddresses().stream())
                .map(text -> AddressText.format(IpPrefix.parse(text).address()));
    }

    /** A document with a password in place of the reference to it; the same one if it has no reference. */
    static VirtualRouter withPassword(VirtualRouter document, @Nullable String password) {
        Vrrp vrrp = document.vrrp();
        Authentication authentication = vrrp == null ? null : vrrp.authentication();
        if (vrrp == null || authentication == null || authentication.secretRef() == null) {
            return document;
        }
        Authentication resolved = new Authentication(authentication.type(), password, null);
        return RecordShape.with(document, "vrrp", RecordShape.with(vrrp, "authentication", resolved));
    }

    /** Without the password: it may end up in a log line. */
    @Override
    public String toString() {
        return "Held[uid=%s, document=%s, password=%s]".formatted(uid, document, password == null ? "none" : "***");
    }
}
