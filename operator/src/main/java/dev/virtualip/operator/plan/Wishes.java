package dev.virtualip.operator.plan;

import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.Problem;
import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.crds.VirtualIPRules;
import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads VirtualIPs, each by itself. */
final class Wishes {
    private static final String INVALID = "Invalid";
    private static final String MOVE_TO = "virtualip.dev/move-to";

    private final Map<String, VirtualIPPoolSpec> pools;
    private final Set<String> secretKeys;

    Wishes(Map<String, VirtualIPPoolSpec> pools, Set<String> secretKeys) {
        this.pools = pools;
        this.secretKeys = secretKeys;
    }

    /** Reads all, the oldest first. Equal settings become the same object, so that comparing them costs nothing. */
    List<Wish> readAll(List<WantedVirtualIP> all) {
        Map<Settings, Settings> shared = new HashMap<>();
        return all.stream()
                .map(wanted -> {
                    Wish wish = read(wanted);
                    Settings its = wish.settings();
                    return its == null ? wish : wish.with(shared.computeIfAbsent(its, same -> same));
                })
                .sorted(Wish.BY_AGE)
                .toList();
    }

    /** What a VirtualIP asks for, with what keeps it from being carried out. */
    Wish read(WantedVirtualIP wanted) {
        String pool = wanted.spec().pool();
        VirtualIPPoolSpec poolSpec = pool == null ? null : pools.get(pool);
        VirtualIPSpec spec = Merged.of(wanted.spec(), poolSpec == null ? null : poolSpec.template());
        Integer givenID = Merged.vrrp(spec).virtualRouterID();
        Finding refusal = refusal(spec);
        if (refusal != null && refusal.reason().equals(INVALID)) {
            return new Wish(wanted, null, givenID, List.of(), refusal, remarks(wanted));
        }
        List<IpPrefix> addresses =
                spec.addresses().stream().map(IpPrefix::parse).toList();
        return new Wish(wanted, Settings.of(spec), givenID, addresses, refusal, remarks(wanted));
    }

    private @Nullable Finding refusal(VirtualIPSpec spec) {
        List<Problem> problems = VirtualIPRules.check(Merged.whole(spec));
        if (!problems.isEmpty()) {
            return finding(INVALID, problems);
        }
        Finding ofPool = spec.pool() == null ? null : poolRefusal(spec, spec.pool());
        if (ofPool != null) {
            return ofPool;
        }
        List<Problem> notYet = VirtualIPRules.notYet(spec);
        return notYet.isEmpty()
                ? secretRefusal(Merged.vrrp(spec).authentication())
                : finding("NotYetSupported", notYet);
    }

    private @Nullable Finding poolRefusal(VirtualIPSpec spec, String name) {
        VirtualIPPoolSpec pool = pools.get(name);
        return pool == null
                ? new Finding("PoolNotFound", "there is no VirtualIPPool " + name + "; create it, or give addresses")
                : PoolRanges.refusal(spec, name, pool);
    }

    private static Finding finding(String reason, List<Problem> problems) {
        return new Finding(
                reason,
                problems.stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .collect(Collectors.joining("; ")));
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
