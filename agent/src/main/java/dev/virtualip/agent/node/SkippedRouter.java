package dev.virtualip.agent.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Virtual router that the configuration lists and this node does not run.
 *
 * @param name its name
 * @param interfaceName its interface; null: not known
 * @param virtualRouterId its ID; null: not known
 * @param addresses its addresses, as the configuration writes them
 * @param priority its priority
 */
public record SkippedRouter(
        String name,
        @Nullable String interfaceName,
        @Nullable Integer virtualRouterId,
        List<String> addresses,
        int priority) {

    /** Keeps a copy of the list. */
    public SkippedRouter {
        addresses = List.copyOf(addresses);
    }
}
