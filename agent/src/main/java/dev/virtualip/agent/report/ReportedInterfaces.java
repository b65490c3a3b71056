package dev.virtualip.agent.report;

import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The interfaces that a status names. Those that a container network makes for single pods are left out: they come and
 * go with pods, and each would be a write.
 */
final class ReportedInterfaces {
    static final int MAX = 128;

    private static final Pattern OF_A_POD = Pattern.compile("(veth|cali|lxc|tap|azv|vnet|nodelocaldns|dummy).*");

    private ReportedInterfaces() {}

    static List<InterfaceSnapshot> of(NodeSnapshot snapshot) {
        Set<String> used = snapshot.virtualRouters().stream()
                .map(router -> router.spec().interfaceName())
                .collect(Collectors.toSet());
        return snapshot.interfaces().stream()
                .filter(link -> used.contains(link.name()) || isOfTheHost(link))
                .limit(MAX)
                .toList();
    }

    private static boolean isOfTheHost(InterfaceSnapshot link) {
        return !OF_A_POD.matcher(link.name()).matches()
                || link.addresses().stream()
                        .map(VirtualAddress::address)
                        .anyMatch(address -> !address.isLinkLocalAddress());
    }
}
