package dev.virtualip.agent.report.status;

import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the interfaces for the status. Omits those of single pods, which change with each pod and would cause a
 * write.
 */
final class ReportedInterfaces {
    static final int MAX = 128;

    /** On one interface. The API server takes no more than 1.5 MiB of an object. */
    static final int MAX_ADDRESSES = 256;

    /** On all interfaces together. */
    static final int MAX_ADDRESSES_IN_ALL = 2048;

    private static final Pattern OF_A_POD = Pattern.compile("(veth|cali|lxc|tap|azv|vnet|nodelocaldns|dummy).*");

    private ReportedInterfaces() {}

    static List<InterfaceSnapshot> of(NodeSnapshot snapshot) {
        Set<String> used = snapshot.virtualRouters().stream()
                .flatMap(router ->
                        Stream.of(router.spec().interfaceName(), router.spec().vrrpInterfaceName()))
                .collect(Collectors.toSet());
        List<InterfaceSnapshot> reported = new ArrayList<>();
        int left = MAX_ADDRESSES_IN_ALL;
        for (InterfaceSnapshot link : snapshot.interfaces()) {
            if (reported.size() < MAX && (used.contains(link.name()) || isOfTheHost(link))) {
                InterfaceSnapshot shown = shortened(link, Math.min(left, MAX_ADDRESSES));
                left -= shown.addresses().size();
                reported.add(shown);
            }
        }
        return reported;
    }

    private static InterfaceSnapshot shortened(InterfaceSnapshot link, int addresses) {
        return link.addresses().size() <= addresses
                ? link
                : new InterfaceSnapshot(
                        link.name(), link.up(), link.mac(), link.addresses().subList(0, addresses));
    }

    private static boolean isOfTheHost(InterfaceSnapshot link) {
        if (link.name().equals(InterfaceSnapshot.KUBE_IPVS)) {
            return false;
        }
        return !OF_A_POD.matcher(link.name()).matches()
                || link.addresses().stream()
                        .map(VirtualAddress::address)
                        .anyMatch(address -> !address.isLinkLocalAddress());
    }
}
