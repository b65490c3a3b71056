package dev.virtualip.agent.config.file;

import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.List;

/**
 * Configuration of one node, validated and with all defaults filled in.
 *
 * @param nodeName the node's name
 * @param virtualRouters its virtual routers, in the order of the document
 */
public record NodeConfig(String nodeName, List<VirtualRouterSpec> virtualRouters) {

    /** Keeps a copy of the list. */
    public NodeConfig {
        virtualRouters = List.copyOf(virtualRouters);
    }
}
