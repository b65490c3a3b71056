package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.PacketCapture;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes go, come and change their names: an address is reused only when no other node can have it. */
@SideBySide
@RequiresApiServer
class NodeRemovalE2E {
    private static final String EXCLUDE = "node.kubernetes.io/exclude-from-external-load-balancers";

    @RegisterExtension
    static final SharedCluster shared = SharedCluster.of("NodeRemovalE2E");

    @AfterEach
    void renewTokens() {
        // A token is bound to the Node object: a recreated Node needs a new one.
        shared.cluster().populate();
    }

    @Test
    void removedNodeHandsOverAndItsVrrpRouterIsDeleted() {
        String holder = shared.applied("drained");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster().nodeObjects().label(holder, Map.of(EXCLUDE, ""));
        shared.cluster()
                .await(
                        "another one has it",
                        () -> shared.holders().size() == 1 && !shared.holders().contains(holder));
        shared.cluster()
                .await(
                        "nothing is left on it",
                        () -> shared.hasNothing(shared.cluster().lab().host(holder)));
        shared.cluster().agent(holder).stop();
        shared.cluster().nodeObjects().delete(holder);
        shared.cluster().await("its VRRPRouter is gone", () -> !hasRouter(holder));

        assertThat(SharedCluster.hasOnlyItsOwnAddresses(shared.cluster().lab().host(holder)))
                .isTrue();
        assertThat(shared.awaitReady("drained", SharedCluster.ADDRESS)).isNotEqualTo(holder);
        shared.cluster()
                .await(
                        "the status no longer lists it",
                        () -> !shared.status("drained").toString().contains("\"name\":\"" + holder));
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void renamedNodeIsANewNodeAndTheOldOneLeavesNothing() {
        String holder = shared.applied("renamed");
        LabHost host = shared.cluster().lab().host(holder);

        shared.cluster().agent(holder).stop();
        shared.cluster().nodeObjects().delete(holder);
        shared.cluster().nodeObjects().register("renamed-node", inet(host));
        Path kubeconfig = shared.cluster()
                .api()
                .kubeconfig(
                        "renamed-node",
                        shared.cluster().api().tokenOnNode(KubeCluster.NAMESPACE, "virtualip-agent", "renamed-node"),
                        KubeCluster.NAMESPACE);
        AgentProcess renamed = AgentProcess.join(host, "renamed-node", kubeconfig, KubeCluster.NAMESPACE);

        shared.cluster().await("the old one is gone", () -> !hasRouter(holder));
        shared.cluster()
                .await(
                        "the new one takes part",
                        () -> shared.status("renamed").toString().contains("\"name\":\"renamed-node\""));
        shared.awaitAsPlanned("renamed");
        assertThat(shared.holders()).hasSize(1);

        shared.cluster().nodeObjects().delete("renamed-node");
        shared.cluster().await("it is gone, too", () -> !hasRouter("renamed-node"));
        renamed.stop();
    }

    @Test
    void addressOfNodeWithoutPowerIsReusedAfterItsRelease() {
        String holder = shared.applied("first");
        shared.powerOff(holder);
        String next = shared.cluster().awaitHolder(SharedCluster.ADDRESS);
        shared.cluster().virtualIPs().delete("first");
        shared.cluster().await("those that live let go", () -> shared.holders().isEmpty());

        shared.apply("second", SharedCluster.FIELDS);
        shared.awaitCondition("second", "Programmed", "False", "ReleasePending", holder);
        shared.awaitEvent("second", "ReleasePending", holder);
        assertThat(shared.holders()).isEmpty();

        shared.powerOn(holder);
        shared.awaitReady("second", SharedCluster.ADDRESS);
        assertThat(next).isNotEqualTo(holder);
    }

    @Test
    void addressOfNodeWithoutPowerIsReusedAfterItsRemoval() {
        String holder = shared.applied("first");
        shared.powerOff(holder);
        shared.cluster().virtualIPs().delete("first");
        shared.apply("second", SharedCluster.FIELDS);
        shared.awaitCondition("second", "Programmed", "False", "ReleasePending", holder);

        shared.cluster().nodeObjects().delete(holder);
        assertThat(shared.awaitReady("second", SharedCluster.ADDRESS)).isNotEqualTo(holder);
        shared.cluster().await("its VRRPRouter is gone", () -> !hasRouter(holder));
        aComebackDisturbsNobodyAndIsWithdrawnWhenAPersonSaysSo(holder);
    }

    /** Its disk knows of an object that is gone: absence is not an order, and a used address is not bound. */
    private static void aComebackDisturbsNobodyAndIsWithdrawnWhenAPersonSaysSo(String node) {
        List<String> holders = shared.holders();
        shared.cluster().populate();
        shared.powerOn(node);
        shared.cluster().await("it says what it still runs", () -> {
            JsonNode status = shared.cluster().virtualIPs().router(node).path("status");
            return status.findValuesAsText("reason").containsAll(List.of("Unlisted", "AddressInUse"));
        });
        assertThat(shared.holders()).isEqualTo(holders);
        shared.cluster().api().kubectl("annotate", "vrrprouter", node, "virtualip.dev/withdraw-unlisted=true");
        shared.cluster()
                .await(
                        "it runs nothing of it",
                        () -> !shared.cluster()
                                .virtualIPs()
                                .router(node)
                                .path("status")
                                .toString()
                                .contains("first-ipv4"));
    }

    @Test
    void deletedVirtualIPIsWithdrawnFromEveryNode() {
        PacketCapture capture = PacketCapture.start(shared.cluster().lab());
        String holder = shared.applied("deleted");
        shared.cluster().virtualIPs().delete("deleted");

        shared.cluster()
                .nodes()
                .forEach(node -> shared.cluster().await("nothing is left on " + node, () -> shared.hasNothing(node)));
        assertThat(capture.advertsOf(holder).getLast().priority()).isZero();
    }

    private static boolean hasRouter(String node) {
        return shared.cluster().virtualIPs().router(node).has("metadata");
    }

    private static InetAddress inet(LabHost node) {
        return shared.cluster().management().inet(node);
    }
}
