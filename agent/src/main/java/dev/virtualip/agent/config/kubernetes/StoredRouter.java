package dev.virtualip.agent.config.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.virtualip.agent.config.DocumentMapper;
import dev.virtualip.agent.config.SpecMapper;
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
 * Virtual router from Kubernetes as it is stored on disk.
 *
 * @param uid the UID of the object that listed it last
 * @param document its entry in that object, which the rules have accepted
 * @param password the password that its secretRef refers to; null: it has none
 */
record StoredRouter(
        String uid, VirtualRouter document, @Nullable String password) {
    private static final int MAX_ADDRESSES_SHOWN = 3;

    String name() {
        return Objects.requireNonNull(document.name());
    }

    /** Its specification; for the argument see {@link VirtualRouterSpec#confirmed}. */
    VirtualRouterSpec spec(boolean confirmed) {
        return SpecMapper.map(withPassword(document, password), true, confirmed);
    }

    /** The ID and the addresses, each with the interface, that only one virtual router of a node can have. */
    Set<String> identities() {
        boolean ipv6 = IpPrefix.parse(document.addresses().getFirst()).isIpv6();
        Set<String> identities = new HashSet<>();
        identities.add("%s %s %d"
                .formatted(
                        document.vrrpInterfaceNameOrDefault(),
                        ipv6 ? "IPv6" : "IPv4",
                        document.vrrpOrDefault().virtualRouterID()));
        addresses().forEach(address -> identities.add(document.interfaceName() + " " + address));
        return identities;
    }

    /** The first addresses, for a message. */
    String addressText() {
        String shown = addresses().limit(MAX_ADDRESSES_SHOWN).collect(Collectors.joining(", "));
        long more = addresses().count() - MAX_ADDRESSES_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private Stream<String> addresses() {
        return Stream.concat(document.addresses().stream(), document.extraAddresses().stream())
                .map(text -> AddressText.format(IpPrefix.parse(text).address()));
    }

    /** The document with the password in place of the secretRef; unchanged without one. */
    static VirtualRouter withPassword(VirtualRouter document, @Nullable String password) {
        Vrrp vrrp = document.vrrp();
        Authentication authentication = vrrp == null ? null : vrrp.authentication();
        if (vrrp == null || authentication == null || authentication.secretRef() == null) {
            return document;
        }
        ObjectMapper mapper = DocumentMapper.get();
        ObjectNode resolved = mapper.valueToTree(document);
        resolved.withObject("/vrrp")
                .set("authentication", mapper.valueToTree(new Authentication(authentication.type(), password, null)));
        return mapper.convertValue(resolved, VirtualRouter.class);
    }

    /** Omits the password, since the text may be logged. */
    @Override
    public String toString() {
        return "StoredRouter[uid=%s, document=%s, password=%s]"
                .formatted(uid, document, password == null ? "none" : "***");
    }
}
