package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The MAC addresses of the nodes' interfaces, by which the host that an agent found to answer for an address is
 * recognized as a node of the cluster. Then kube-proxy in IPVS mode is the likely cause, and the remedy is known.
 */
final class NodeMacs {
    private static final Pattern MAC = Pattern.compile("\\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\\b");

    private final Map<String, ObservedRouter> routers;
    private @Nullable Map<String, String> nodes;

    NodeMacs(Map<String, ObservedRouter> routers) {
        this.routers = routers;
    }

    /** The node that has each MAC address. Made when it is asked for first: most plans need none of it. */
    private Map<String, String> nodes() {
        Map<String, String> known = nodes;
        if (known == null) {
            known = read(routers);
            nodes = known;
        }
        return known;
    }

    private static Map<String, String> read(Map<String, ObservedRouter> routers) {
        Map<String, String> found = new HashMap<>();
        // Interfaces that lead nowhere may have the same MAC address on several nodes.
        Set<String> several = new HashSet<>();
        routers.forEach((node, router) -> {
            if (router.status() != null) {
                for (InterfaceStatus link : router.status().interfaces()) {
                    String other = link.mac() == null ? null : found.put(link.mac(), node);
                    if (other != null && !other.equals(node)) {
                        several.add(link.mac());
                    }
                }
            }
        });
        found.keySet().removeAll(several);
        return found;
    }

    /**
     * Returns a report whose conditions about addresses that another host answers for name the node that this host is.
     *
     * @param reporter the node that reports
     * @param claims whether a node claims to be Active itself, which is a split brain and explained as such
     */
    VirtualRouterStatus named(VirtualRouterStatus report, String reporter, Predicate<String> claims) {
        if (report.conditions().stream().noneMatch(NodeMacs::isAboutAnotherHost)) {
            return report;
        }
        return report.toBuilder()
                .conditions(report.conditions().stream()
                        .map(condition ->
                                isAboutAnotherHost(condition) ? named(condition, reporter, claims) : condition)
                        .toList())
                .build();
    }

    private static boolean isAboutAnotherHost(Condition condition) {
        return ConditionReason.ADDRESS_IN_USE.is(condition.reason())
                || ConditionReason.DUPLICATE_CLAIM.is(condition.reason());
    }

    private Condition named(Condition condition, String reporter, Predicate<String> claims) {
        String node = find(condition.message());
        if (node == null || node.equals(reporter) || claims.test(node)) {
            return condition;
        }
        String message = "%s. That host is node %s: if kube-proxy runs there in IPVS mode without strictARP, set"
                        .formatted(condition.message(), node)
                + " ipvs.strictARP: true in its configuration; otherwise remove the address there";
        return new Condition(
                condition.type(),
                condition.status(),
                condition.reason(),
                message,
                condition.lastTransitionTime(),
                condition.observedGeneration());
    }

    private @Nullable String find(String text) {
        Matcher matcher = MAC.matcher(text);
        while (matcher.find()) {
            String node = nodes().get(matcher.group());
            if (node != null) {
                return node;
            }
        }
        return null;
    }
}
