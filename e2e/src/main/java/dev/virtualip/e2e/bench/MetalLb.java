package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.MetalLbRelease;
import dev.virtualip.testkit.kubelets.ServedService;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * MetalLB in layer-2 mode, which serves the class of our Services. The node that answers is found by the client's
 * neighbor table: no status follows at once when a node dies.
 *
 * @param release what is installed
 * @param nodesByMac the nodes by their MAC address on the link
 */
record MetalLb(MetalLbRelease release, Map<String, String> nodesByMac) implements MeasuredLoadBalancer {
    private static final String POOLS = """
        {apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: edge, namespace: metallb-system},
         spec: {addresses: [192.0.2.32-192.0.2.51]}}
        ---
        {apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: next, namespace: metallb-system},
         spec: {addresses: [192.0.2.60-192.0.2.60], autoAssign: false}}
        ---
        {apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: all, namespace: metallb-system}}
        """;

    static MetalLb install(KubeletCluster cluster) {
        MetalLbRelease release = MetalLbRelease.install(cluster, "--lb-class=virtualip.dev/vrrp");
        Map<String, String> nodesByMac = KubeletCluster.NODES.stream()
                .collect(Collectors.toMap(
                        node -> cluster.exec(node, "cat", "/sys/class/net/eth1/address"), node -> node));
        cluster.api().apply(POOLS).orThrow();
        return new MetalLb(release, nodesByMac);
    }

    @Override
    public String label() {
        return "MetalLB";
    }

    @Override
    public void awaitReady() {
        release.awaitReady();
    }

    @Override
    public String awaitSettled(ServedService service) {
        return cluster().await("MetalLB announces " + service.name(), () -> node(service), node -> !node.isEmpty());
    }

    @Override
    public void awaitMovedFrom(ServedService service, String node) {
        cluster()
                .await(
                        "MetalLB announces %s on another node".formatted(service.name()),
                        () -> node(service),
                        now -> !now.isEmpty() && !now.equals(node));
    }

    @Override
    public boolean answersEcho() {
        return false;
    }

    private KubeletCluster cluster() {
        return release.cluster();
    }

    private String node(ServedService service) {
        String address = service.address().getHostAddress();
        cluster()
                .exec(
                        KubeletCluster.CLIENT,
                        "sh",
                        "-c",
                        "curl --silent --max-time 1 http://%s/ || :".formatted(address));
        String entry = cluster().exec(KubeletCluster.CLIENT, "ip", "neigh", "show", address);
        return nodesByMac.entrySet().stream()
                .filter(node -> entry.contains(node.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
