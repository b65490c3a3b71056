package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads VirtualIPs, each by itself. */
final class Wishes {
    private static final String MOVE_TO = "virtualip.dev/move-to";

    private final Map<String, VirtualIPPoolSpec> pools;
    private final Set<String> secretKeys;

    Wishes(Map<String, VirtualIPPoolSpec> pools, Set<String> secretKeys) {
        this.pools = pools;
        this.secretKeys = secretKeys;
    }

    /** What a VirtualIP asks for, with what keeps it from being carried out. */
    Wish read(WantedVirtualIP wanted) {
        String pool = wanted.spec().pool();
        VirtualIPPoolSpec poolSpec = pool == null ? null : pools.get(pool);
        VirtualIPSpec spec = Merged.of(wanted.spec(), poolSpec == null ? null : poolSpec.template());
        Integer givenID = Merged.vrrp(spec).virtualRouterID();
        List<Finding> remarks = remarks(wanted);
        try {
            Settings settings = Settings.of(spec);
            settings.allowedSources().forEach(AddressText::parse);
            List<IpPrefix> addresses =
                    spec.addresses().stream().map(IpPrefix::parse).toList();
            return new Wish(wanted, settings, givenID, addresses, refusal(spec), remarks);
        } catch (IllegalArgumentException e) {
            Finding invalid = new Finding("Invalid", String.valueOf(e.getMessage()));
            return new Wish(wanted, null, givenID, List.of(), invalid, remarks);
        }
    }

    private @Nullable Finding refusal(VirtualIPSpec spec) {
        String notYet = notYet(spec);
        if (notYet != null) {
            return new Finding("NotYetSupported", notYet);
        }
        String pool = spec.pool();
        if (pool != null && !pools.containsKey(pool)) {
            return new Finding("PoolNotFound", "there is no VirtualIPPool " + pool + "; create it, or give addresses");
        }
        if (spec.addresses().isEmpty()) {
            return pool == null
                    ? new Finding("Invalid", "spec.addresses: missing; give at least one address")
                    : new Finding(
                            "NotYetSupported", "taking addresses from a pool is not yet supported; give addresses");
        }
        return secretRefusal(Merged.vrrp(spec).authentication());
    }

    private static @Nullable String notYet(VirtualIPSpec spec) {
        Authentication authentication = Merged.vrrp(spec).authentication();
        if (!spec.healthChecks().isEmpty()) {
            return "spec.healthChecks: health checks are not yet supported; remove them";
        }
        if (!spec.notifyDestinations().isEmpty()) {
            return "spec.notify: notifications are not yet supported; remove them";
        }
        if (authentication != null && authentication.type() == Authentication.Type.HMAC) {
            return "spec.vrrp.authentication.type: HMAC is not yet supported; use Password with version 2, or remove"
                    + " it";
        }
        return null;
    }

    private @Nullable Finding secretRefusal(@Nullable Authentication authentication) {
        Authentication.SecretRef ref = authentication == null ? null : authentication.secretRef();
        if (ref == null || secretKeys.contains(ref.name() + "/" + ref.key())) {
            return null;
        }
        boolean there = secretKeys.stream().anyMatch(known -> known.startsWith(ref.name() + "/"));
        return new Finding(
                "SecretNotFound",
                there
                        ? "Secret %s has no key %s; add it".formatted(ref.name(), ref.key())
                        : "no Secret %s may be read by agents: create it, and list it in agent.secrets"
                                .formatted(ref.name()));
    }

    private static List<Finding> remarks(WantedVirtualIP wanted) {
        return wanted.annotations().containsKey(MOVE_TO)
                ? List.of(new Finding(
                        "NotYetSupported",
                        "annotation " + MOVE_TO + ": planned moves are not yet supported; remove it"))
                : List.of();
    }
}
