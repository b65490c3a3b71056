package dev.virtualip.agent.report.http;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.DisplayText;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Virtual router with its labels in every metric.
 *
 * @param router the virtual router
 * @param labels virtual_router, virtual_ip, interface, vrid, family
 */
record RouterLabels(VirtualRouterSnapshot router, Labels labels) {

    /** The node's virtual routers. Of two with the same labels (one is just leaving) the first stands for both. */
    static Collection<RouterLabels> of(NodeSnapshot snapshot) {
        Map<Labels, RouterLabels> routers = new LinkedHashMap<>();
        for (VirtualRouterSnapshot router : snapshot.virtualRouters()) {
            Labels labels = labels(router.spec());
            routers.putIfAbsent(labels, new RouterLabels(router, labels));
        }
        return routers.values();
    }

    String name() {
        return router.spec().name();
    }

    /** The same labels and one more. */
    Labels and(String name, String value) {
        return labels.add(name, value);
    }

    /** The labels of one of its health checks: virtual_router, virtual_ip, health_check. */
    Labels health(String check) {
        return Labels.of(
                "virtual_router", router.spec().name(),
                "virtual_ip", String.join(",", router.spec().virtualIPs()),
                "health_check", check);
    }

    private static Labels labels(VirtualRouterSpec spec) {
        return Labels.of(
                "virtual_router", spec.name(),
                "virtual_ip", String.join(",", spec.virtualIPs()),
                "interface", spec.interfaceName(),
                "vrid", Integer.toString(spec.virtualRouterId()),
                "family", DisplayText.family(spec.family()));
    }
}
