package dev.virtualip.agent.address;

import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.link.KernelAddresses.Outcome;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Routes that take the place of the kernel's own while the host's address is missing, so that virtual routers that
 * still hold their addresses can answer clients on the link. Several virtual routers may need the same one.
 */
public final class SubnetRoutes {
    private static final int SWEPT_MAX = 1_024;

    private final LoopContext context;
    private final Map<SubnetRoute, Set<Object>> needed = new HashMap<>();
    private final Set<SubnetRoute> swept = new HashSet<>();

    public SubnetRoutes(LoopContext context) {
        this.context = context;
    }

    /** Removes what an earlier run may have left, once for each subnet. */
    public void sweep(SubnetRoute route) {
        if (swept.size() == SWEPT_MAX) {
            swept.clear();
        }
        if (!needed.containsKey(route) && swept.add(route)) {
            context.kernel().removeRoute(route);
        }
    }

    /** A virtual router needs the route from now on. */
    public void need(Object user, SubnetRoute route) {
        if (needed.containsKey(route)) {
            needed.get(route).add(user);
            return;
        }
        needed.put(route, new HashSet<>(Set.<Object>of(user)));
        Outcome outcome = context.kernel().addRoute(route);
        if (outcome.errno() != KernelAddresses.DONE && outcome.errno() != KernelAddresses.EXISTS) {
            String message = "the route to %s/%d could not be set, so clients there get no answer until the host has"
                            .formatted(route.network().getHostAddress(), route.prefixLength())
                    + " its address again: " + outcome.message();
            context.listener().noticed(new Notice(Severity.WARNING, "netlink", NoticeKind.ROUTE_FAILED, message));
        }
    }

    /** A virtual router needs no route any more; the last one removes it. */
    public void free(Object user) {
        needed.entrySet().removeIf(entry -> {
            boolean last = entry.getValue().remove(user) && entry.getValue().isEmpty();
            if (last) {
                context.kernel().removeRoute(entry.getKey());
            }
            return last;
        });
    }
}
