package dev.virtualip.agent.router;

import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Maps each address to the virtual routers that have it, so that a claim costs one look-up. */
final class AddressIndex {
    private final Map<InetAddress, List<RouterInstance>> byAddress = new HashMap<>();

    void rebuild(Collection<Participation> participations) {
        byAddress.clear();
        for (Participation participation : participations) {
            RouterInstance router = participation.router();
            Binding binding = router.spec().binding();
            add(router, binding.addresses());
            add(router, binding.extraAddresses());
        }
    }

    private void add(RouterInstance router, List<VirtualAddress> addresses) {
        for (VirtualAddress virtual : addresses) {
            byAddress
                    .computeIfAbsent(virtual.address(), ignored -> new ArrayList<>(1))
                    .add(router);
        }
    }

    List<RouterInstance> routers(InetAddress address) {
        return byAddress.getOrDefault(address, List.of());
    }
}
