package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.testkit.junit.SideBySide;
import org.junit.jupiter.api.Test;

/**
 * kube-proxy in IPVS mode puts each LoadBalancer address on the interface kube-ipvs0 of every node. With strictARP only
 * the Active answers for it all the same; without, the nodes that answer are named with the remedy. On the real kernel.
 */
@SideBySide
final class KubeIpvsIT extends ConnectedHosts {
    private static final String STRICT_ARP =
            "echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore; echo 2 >" + " /proc/sys/net/ipv4/conf/all/arp_announce";

    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10").askFirst();
    }

    private static void kubeIpvs(Host host) {
        // A dummy in a cluster; not every kernel of a test machine has that kind.
        host.ip("link add kube-ipvs0 type bridge");
        host.ip("addr add 192.0.2.10/32 dev kube-ipvs0");
    }

    @Test
    void withStrictArpTheAddressIsServedAndMoves() throws Exception {
        for (Host each : new Host[] {host, peer}) {
            kubeIpvs(each);
            each.shell(STRICT_ARP);
        }
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().build());
        peer.await("vip", "Backup");
        Host.until("bound", () -> host.addresses("eth0").contains("192.0.2.10"));
        assertThat(host.reasons("vip")).isEmpty();
        assertThat(peer.reasons("vip")).isEmpty();
        host.stop();
        peer.await("vip", "Active");

        assertThat(host.addresses("kube-ipvs0")).contains("192.0.2.10");
        assertThat(peer.notices()).doesNotContain("AddressInUse", "DuplicateClaim");
    }

    @Test
    void withoutStrictArpAnActiveDetectsTheOtherNodesAndEachNodeNamesTheRemedy() throws Exception {
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        kubeIpvs(host);
        kubeIpvs(peer);
        peer.start(vip().build());
        host.awaitCondition("vip", "DuplicateClaim");

        assertThat(host.message("vip", "DuplicateClaim")).contains("192.0.2.10", mac(peer));
        for (Host each : new Host[] {host, peer}) {
            each.awaitCondition("vip", "HostHasAddress");
            assertThat(each.message("vip", "HostHasAddress"))
                    .contains(
                            "192.0.2.10", "kube-ipvs0", "set ipvs.strictARP: true in the configuration of kube-proxy");
        }
    }

    @Test
    void addressOnAnotherInterfaceIsNamedUnlessArpIgnoreHidesIt() throws Exception {
        host.ip("link add vip0 type bridge");
        host.ip("addr add 192.0.2.10/32 dev vip0");
        host.start(vip().build());
        host.awaitCondition("vip", "HostHasAddress");
        assertThat(host.message("vip", "HostHasAddress")).contains("interface vip0", "remove it there");
        host.shell(STRICT_ARP);

        host.awaitEnd("vip", "HostHasAddress");
        host.await("vip", "Active");
    }

    @Test
    void arpIgnoreThatSilencesTheKernelIsNamed() throws Exception {
        host.start(vip().build());
        host.await("vip", "Active");
        host.shell("echo 8 > /proc/sys/net/ipv4/conf/eth0/arp_ignore");
        host.awaitCondition("vip", "ArpIgnored");
        assertThat(peerFinds()).as("the condition is right").contains("FAILED");
        host.shell("echo 1 > /proc/sys/net/ipv4/conf/eth0/arp_ignore");
        host.awaitEnd("vip", "ArpIgnored");

        assertThat(peerFinds()).contains("lladdr " + mac(host));
    }

    private String peerFinds() {
        return peer.shell("ip neigh flush dev eth0; ping -c 1 -W 4 192.0.2.10 > /dev/null; ip neigh show 192.0.2.10");
    }

    private static String mac(Host host) {
        return host.shell("cat /sys/class/net/eth0/address").strip();
    }
}
