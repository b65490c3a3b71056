package dev.virtualip.agent.report.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.report.SampleSnapshots;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status names the interfaces that may carry an address, within what the API server takes of an object. */
final class ReportedInterfacesTest {
    @Test
    void thoseOfTheHostAreNamedInTheirOrder() {
        assertThat(names(link("eth0", "192.0.2.1"), link("bond0"), link("wg0"), link("br0", "fe80::1")))
                .containsExactly("eth0", "bond0", "wg0", "br0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"veth1a2b3c", "cali12345678901", "lxc_health", "tap0", "azv123", "dummy0"})
    void thoseOfSinglePodsAreNotForTheyComeAndGoWithPods(String pod) {
        assertThat(names(link(pod), link("eth0"))).containsExactly("eth0");
        assertThat(names(link(pod, "fe80::1", "169.254.1.1"))).isEmpty();
    }

    @Test
    void oneWithAnAddressOfItsOwnIsTheHostsWhateverItsName() {
        assertThat(names(link("dummy0", "192.0.2.1"))).containsExactly("dummy0");
    }

    @Test
    void oneThatHasTheAddressesOfAllServicesIsNot() {
        assertThat(names(link("kube-ipvs0", "10.96.0.1", "10.96.0.10"))).isEmpty();
    }

    @Test
    void oneThatAVirtualRouterIsOnIsAlwaysNamed() {
        NodeSnapshot sample = SampleSnapshots.node();
        List<InterfaceSnapshot> links =
                IntStream.range(0, 300).mapToObj(i -> link("veth" + i)).toList();

        assertThat(ReportedInterfaces.of(with(sample, links))).isEmpty();
        assertThat(ReportedInterfaces.of(with(sample, List.of(link("eth1")))))
                .as("which a sample is on")
                .hasSize(1);
    }

    @Test
    void thereAreNotMoreThanTheApiServerTakes() {
        List<InterfaceSnapshot> links = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            links.add(link("vlan" + i, addresses(1000)));
        }
        List<InterfaceSnapshot> reported = ReportedInterfaces.of(with(SampleSnapshots.empty(), links));

        assertThat(reported).hasSize(ReportedInterfaces.MAX);
        assertThat(reported.getFirst().addresses()).hasSize(ReportedInterfaces.MAX_ADDRESSES);
        assertThat(reported.stream().mapToInt(link -> link.addresses().size()).sum())
                .isEqualTo(ReportedInterfaces.MAX_ADDRESSES_IN_ALL);
    }

    private static List<String> names(InterfaceSnapshot... links) {
        return ReportedInterfaces.of(with(SampleSnapshots.empty(), List.of(links))).stream()
                .map(InterfaceSnapshot::name)
                .toList();
    }

    private static String[] addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "198.51." + (100 + i / 250) + "." + (1 + i % 250))
                .toArray(String[]::new);
    }

    private static InterfaceSnapshot link(String name, String... addresses) {
        return new InterfaceSnapshot(
                name,
                true,
                "02:00:00:00:00:01",
                Stream.of(addresses)
                        .map(InetAddress::ofLiteral)
                        .map(address -> new VirtualAddress(address, 24))
                        .toList());
    }

    static NodeSnapshot with(NodeSnapshot node, List<InterfaceSnapshot> links) {
        return new NodeSnapshot(
                links,
                node.virtualRouters(),
                node.heardVirtualRouters(),
                node.conditions(),
                node.rejected(),
                node.receiveOverflows(),
                node.lateness());
    }
}
