package dev.virtualip.agent.config.file;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import java.util.List;

/**
 * Configuration of one node, validated and with all defaults filled in.
 *
 * @param nodeName the node's name
 * @param virtualRouters its virtual routers, in the order of the document
 * @param notifications destinations of notifications, in the order of the document
 */
public record NodeConfig(String nodeName, List<VirtualRouterSpec> virtualRouters, List<Notification> notifications) {

    /** Keeps a copies of the lists. */
    public NodeConfig {
        virtualRouters = List.copyOf(virtualRouters);
        notifications = List.copyOf(notifications);
    }
}
