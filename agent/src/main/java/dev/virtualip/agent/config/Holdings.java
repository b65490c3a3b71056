package dev.virtualip.agent.config;

import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node runs at the word of Kubernetes: the content of the copy on disk.
 *
 * @param node the node's name
 * @param clusterUid the cluster; null: nobody has said
 * @param uid the object that was seen last; null: none yet
 * @param generation its generation
 * @param routers the virtual routers
 */
public record Holdings(
        String node, @Nullable String clusterUid, @Nullable String uid, long generation, List<Held> routers) {

    /** Keeps a copy of the list. */
    public Holdings {
        routers = List.copyOf(routers);
    }

    /** A node that was never told to run anything. */
    static Holdings none(String node) {
        return new Holdings(node, null, null, 0, List.of());
    }

    /**
     * What the copy says after an order. The cluster stays the known one while something of it runs that the object
     * does not name, and while nobody says another.
     *
     * @param said the cluster that the object is of; null: it does not say
     */
    Holdings after(Order order, Merged merged, @Nullable String said) {
        boolean stays = said == null || (isOther(said) && !merged.unlisted().isEmpty());
        return new Holdings(node, stays ? clusterUid : said, order.uid(), order.generation(), merged.held());
    }

    /** Whether this is another cluster than the known one. */
    boolean isOther(@Nullable String said) {
        return clusterUid != null && said != null && !said.equals(clusterUid);
    }

    /** What to run as long as nobody has confirmed it. */
    public List<VirtualRouterSpec> unconfirmed() {
        return routers.stream().map(router -> router.spec(false)).toList();
    }
}
