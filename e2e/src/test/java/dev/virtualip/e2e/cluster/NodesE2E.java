package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.kubernetes.KubeCluster;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.wire.Capture;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes go, come and change their names: an address is used again only when nobody can have it any more. */
@SideBySide
@RequiresApiServer
class NodesE2E {
    private static final String EXCLUDE = "node.kubernetes.io/exclude-from-external-load-balancers";

    @RegisterExtension
    static final Stage stage = Stage.of("NodesE2E");

    @AfterEach
    void renewTokens() {
        // A token is bound to the Node of its time: whoever was deleted and comes back needs a new one.
        stage.cluster().populate();
    }

    @Test
    void aRemovedNodeHandsOverAndItsVrrpRouterGoesWhenNothingIsLeft() {
        String holder = stage.applied("drained");
        Prober client = stage.probe(Stage.ADDRESS);

        stage.cluster().nodeObjects().label(holder, Map.of(EXCLUDE, ""));
        stage.cluster()
                .await(
                        "another one has it",
                        () -> stage.holders().size() == 1 && !stage.holders().contains(holder));
        stage.cluster()
                .await(
                        "nothing is left on it",
                        () -> stage.hasNothing(stage.cluster().lab().host(holder)));
        stage.cluster().agent(holder).stop();
        stage.cluster().nodeObjects().delete(holder);
        stage.cluster().await("its VRRPRouter is gone", () -> !hasRouter(holder));

        assertThat(Stage.hasOnlyItsOwnAddresses(stage.cluster().lab().host(holder)))
                .isTrue();
        assertThat(stage.awaitReady("drained", Stage.ADDRESS)).isNotEqualTo(holder);
        stage.cluster()
                .await(
                        "the status no longer lists it",
                        () -> !stage.status("drained").toString().contains("\"name\":\"" + holder));
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void aNodeThatIsRenamedIsAnotherNodeAndNothingOfTheOldOneIsLeft() {
        String holder = stage.applied("renamed");
        Host host = stage.cluster().lab().host(holder);

        stage.cluster().agent(holder).stop();
        stage.cluster().nodeObjects().delete(holder);
        stage.cluster().nodeObjects().register("renamed-node", inet(host));
        Path kubeconfig = stage.cluster()
                .api()
                .kubeconfig(
                        "renamed-node",
                        stage.cluster().api().tokenOnNode(KubeCluster.NAMESPACE, "virtualip-agent", "renamed-node"),
                        KubeCluster.NAMESPACE);
        AgentProcess renamed = AgentProcess.join(host, "renamed-node", kubeconfig, KubeCluster.NAMESPACE);

        stage.cluster().await("the old one is gone", () -> !hasRouter(holder));
        stage.cluster()
                .await(
                        "the new one takes part",
                        () -> stage.status("renamed").toString().contains("\"name\":\"renamed-node\""));
        stage.awaitSound("renamed");
        assertThat(stage.holders()).hasSize(1);

        stage.cluster().nodeObjects().delete("renamed-node");
        stage.cluster().await("it is gone, too", () -> !hasRouter("renamed-node"));
        renamed.stop();
    }

    @Test
    void anAddressOfANodeWithoutPowerIsUsedAgainWhenThatNodeHasLetGo() {
        String holder = stage.applied("first");
        stage.powerOff(holder);
        String next = stage.cluster().awaitHolder(Stage.ADDRESS);
        stage.cluster().virtualIPs().delete("first");
        stage.cluster().await("those that live let go", () -> stage.holders().isEmpty());

        stage.apply("second", Stage.FIELDS);
        stage.awaitSaid("second", "Programmed", "False", "ReleasePending", holder);
        stage.awaitTold("second", "ReleasePending", holder);
        assertThat(stage.holders()).isEmpty();

        stage.powerOn(holder);
        stage.awaitReady("second", Stage.ADDRESS);
        assertThat(next).isNotEqualTo(holder);
    }

    @Test
    void anAddressOfANodeWithoutPowerIsUsedAgainWhenThatNodeIsRemoved() {
        String holder = stage.applied("first");
        stage.powerOff(holder);
        stage.cluster().virtualIPs().delete("first");
        stage.apply("second", Stage.FIELDS);
        stage.awaitSaid("second", "Programmed", "False", "ReleasePending", holder);

        stage.cluster().nodeObjects().delete(holder);
        assertThat(stage.awaitReady("second", Stage.ADDRESS)).isNotEqualTo(holder);
        stage.cluster().await("its VRRPRouter is gone", () -> !hasRouter(holder));
        aComebackDisturbsNobodyAndIsWithdrawnWhenAPersonSaysSo(holder);
    }

    /** Its disk knows of an object that is no more: absence is no order, and a used address is not bound. */
    private static void aComebackDisturbsNobodyAndIsWithdrawnWhenAPersonSaysSo(String node) {
        List<String> holders = stage.holders();
        stage.cluster().populate();
        stage.powerOn(node);
        stage.cluster().await("it says what it still runs", () -> {
            JsonNode status = stage.cluster().virtualIPs().router(node).path("status");
            return status.findValuesAsText("reason").containsAll(List.of("Unlisted", "AddressInUse"));
        });
        assertThat(stage.holders()).isEqualTo(holders);
        stage.cluster().api().kubectl("annotate", "vrrprouter", node, "virtualip.dev/withdraw-unlisted=true");
        stage.cluster()
                .await(
                        "it runs nothing of it",
                        () -> !stage.cluster()
                                .virtualIPs()
                                .router(node)
                                .path("status")
                                .toString()
                                .contains("first-ipv4"));
    }

    @Test
    void aDeletedVirtualIPIsWithdrawnFromEveryNode() {
        Capture capture = Capture.start(stage.cluster().lab());
        String holder = stage.applied("deleted");
        stage.cluster().virtualIPs().delete("deleted");

        stage.cluster()
                .nodes()
                .forEach(node -> stage.cluster().await("nothing is left on " + node, () -> stage.hasNothing(node)));
        assertThat(capture.advertsOf(holder).getLast().priority()).isZero();
    }

    private static boolean hasRouter(String node) {
        return stage.cluster().virtualIPs().router(node).has("metadata");
    }

    private static InetAddress inet(Host node) {
        return stage.cluster().management().inet(node);
    }
}
