package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.validation.Problem;
import dev.virtualip.crds.validation.VirtualIPRules;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.pool.PoolAllocation;
import dev.virtualip.operator.plan.pool.PoolRanges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads VirtualIPs, each on its own. */
public final class RequestReader {
    private static final String INVALID = "Invalid";

    private final Map<String, VirtualIPPoolSpec> pools;
    private final Set<String> destinations;
    private final Set<String> secretKeys;
    private final PoolAllocation allocation;
    private final Map<String, Set<String>> endpointNodes;

    /**
     * Creates a reader.
     *
     * @param desired has the specs of VirtualIPPools, and the names of destinations of notifications
     * @param secretKeys the keys, as {@code name/key}, of the readable Secrets
     * @param allocation the addresses of the VirtualIPs that name a pool and no addresses
     * @param endpointNodes the nodes that may hold a VirtualIP, by its name, where endpoints of Services restrict them
     */
    public RequestReader(
            Desired desired,
            Set<String> secretKeys,
            PoolAllocation allocation,
            Map<String, Set<String>> endpointNodes) {
        this.pools = desired.pools();
        this.destinations = desired.destinations();
        this.secretKeys = secretKeys;
        this.allocation = allocation;
        this.endpointNodes = endpointNodes;
    }

    /**
     * Reads all VirtualIPs, the oldest first. Equal settings become the same object, so that comparing them is cheap.
     */
    public List<VirtualIPRequest> readAll(List<WantedVirtualIP> all) {
        Map<VirtualIPSettings, VirtualIPSettings> shared = new HashMap<>();
        return all.stream()
                .map(wanted -> {
                    VirtualIPRequest request = read(wanted);
                    VirtualIPSettings its = request.settings();
                    return its == null ? request : request.with(shared.computeIfAbsent(its, same -> same));
                })
                .sorted(VirtualIPRequest.BY_AGE)
                .toList();
    }

    /** Reads a VirtualIP, with the reason to refuse it if there is one. */
    public VirtualIPRequest read(WantedVirtualIP wanted) {
        VirtualIPSpec own = withAddresses(wanted);
        VirtualIPSpec spec = TemplateMerger.of(own, pools);
        Integer givenID = TemplateMerger.vrrp(spec).virtualRouterID();
        Finding refusal = refusal(wanted.name(), spec);
        if (refusal != null && refusal.reason().equals(INVALID)) {
            return new VirtualIPRequest(wanted, null, givenID, List.of(), refusal, remarks(spec));
        }
        List<IpPrefix> addresses =
                spec.addresses().stream().map(IpPrefix::parse).toList();
        VirtualIPSettings settings = VirtualIPSettings.of(spec, endpointNodes.get(wanted.name()));
        return new VirtualIPRequest(wanted, settings, givenID, addresses, refusal, remarks(spec));
    }

    /** Returns the spec with the addresses that it takes from its pool, if it gives none itself. */
    private VirtualIPSpec withAddresses(WantedVirtualIP wanted) {
        List<String> allocated = allocation.addressesOf(wanted.name());
        return allocated.isEmpty()
                ? wanted.spec()
                : wanted.spec().toBuilder().addresses(allocated).build();
    }

    private @Nullable Finding refusal(String name, VirtualIPSpec spec) {
        List<Problem> problems = VirtualIPRules.check(TemplateMerger.whole(spec));
        if (!problems.isEmpty()) {
            return finding(INVALID, problems);
        }
        Finding ofAllocation = allocation.refusalOf(name);
        Finding ofPool = ofAllocation != null || spec.pool() == null ? ofAllocation : poolRefusal(spec, spec.pool());
        if (ofPool != null) {
            return ofPool;
        }
        List<Problem> notYet = VirtualIPRules.notYet(spec);
        return notYet.isEmpty()
                ? secretRefusal(TemplateMerger.vrrp(spec).authentication())
                : finding("NotYetSupported", notYet);
    }

    private @Nullable Finding poolRefusal(VirtualIPSpec spec, String name) {
        VirtualIPPoolSpec pool = pools.get(name);
        return pool == null ? PoolRanges.missing(name) : PoolRanges.refusal(spec, name, pool);
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
                        : "agents cannot read Secret %s: create it, and list it in agent.secrets"
                                .formatted(ref.name()));
    }

    private List<Finding> remarks(VirtualIPSpec spec) {
        List<String> unknown = spec.notifyDestinations().stream()
                .filter(name -> !destinations.contains(name))
                .toList();
        if (unknown.isEmpty()) {
            return List.of();
        }
        String known = destinations.isEmpty()
                ? "it has none; see operator.notifications in the chart"
                : "known: " + String.join(", ", new TreeSet<>(destinations));
        return List.of(new Finding(
                "DestinationUnknown",
                "spec.notify: the operator has no destination %s, so no notification is sent there (%s)"
                        .formatted(String.join(", ", unknown), known)));
    }
}
