package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.probe.Prober;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People and programs change objects under the operator's feet: what was wanted stays. */
@SideBySide
@RequiresApiServer
class ManualChangesE2E {
    private static final String DEFINITIONS = "crds/src/main/resources/dev/virtualip/crds/";
    private static final String VIRTUAL_IPS = "virtualips.virtualip.dev";

    @RegisterExtension
    static final SharedCluster shared = SharedCluster.of("ManualChangesE2E");

    @Test
    void deletingAllVrrpRoutersMovesNothing() {
        String holder = shared.applied("careless");
        String specs = routers(router -> router.path("spec").toString());
        String uids = routers(router -> router.at("/metadata/uid").asText());
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster().api().kubectl("delete", "vrrprouters", "--all");
        shared.cluster()
                .await(
                        "all are there again",
                        () -> routers(router -> router.path("spec").toString()).equals(specs));

        assertThat(routers(router -> router.at("/metadata/uid").asText())).isNotEqualTo(uids);
        shared.cluster()
                .await(
                        "all agents report again",
                        () -> shared.cluster().nodes().stream()
                                .allMatch(node -> !router(node)
                                        .path("status")
                                        .path("virtualRouters")
                                        .isEmpty()));
        shared.awaitAsPlanned("careless");
        assertThat(shared.awaitReady("careless", SharedCluster.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void deletedDefinitionOfVrrpRoutersMovesNothing() {
        String holder = shared.applied("defined");
        String specs = routers(router -> router.path("spec").toString());
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster().api().kubectl("delete", "crd", "vrrprouters.virtualip.dev");
        shared.cluster()
                .await(
                        "all are there again",
                        () -> routers(router -> router.path("spec").toString()).equals(specs));

        shared.awaitAsPlanned("defined");
        assertThat(shared.awaitReady("defined", SharedCluster.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void manualEditOfOperatorFieldsIsReverted() {
        String holder = shared.applied("edited");
        String specs = routers(router -> router.path("spec").toString());
        Prober client = shared.probe(SharedCluster.ADDRESS);

        assertThat(edit(holder, "advertisementInterval", "\"900ms\"")).isEqualTo("900ms");
        shared.cluster()
                .await(
                        "it is as it was",
                        () -> routers(router -> router.path("spec").toString()).equals(specs));
        shared.awaitAsPlanned("edited");
        assertThat(shared.awaitReady("edited", SharedCluster.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
    }

    /** The node obeys and hands over; it gets its part back, as a Backup: the address need not move twice. */
    @Test
    void manuallyEmptiedVrrpRouterIsRestored() {
        String holder = shared.applied("emptied");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster()
                .api()
                .kubectl("patch", "vrrprouter", holder, "--type=merge", "-p", "{\"spec\": {\"virtualRouters\": []}}");
        shared.cluster().await("it takes part again", () -> priority(holder) > 1);
        shared.awaitAsPlanned("emptied");
        shared.awaitReady("emptied", SharedCluster.ADDRESS);
        assertThat(shared.status("emptied").at("/virtualRouters/0/nodes")).hasSize(3);
        assertPrioritiesDiffer();
        assertThat(client.log().outages()).isEmpty();
    }

    /** The plan keeps its order in priorities: an impossible one is replaced, and the address keeps answering. */
    @Test
    void manuallyEditedPriorityCausesNoOutage() {
        String holder = shared.applied("ranked");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        assertThat(edit(holder, "priority", "1")).isEqualTo("1");
        shared.cluster().await("it is one of the plan's", () -> priority(holder) > 1);
        shared.awaitAsPlanned("ranked");
        shared.awaitReady("ranked", SharedCluster.ADDRESS);
        assertPrioritiesDiffer();
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void editedVirtualIPAppliesWithoutLoss() {
        InetAddress other = InetAddress.ofLiteral("192.0.2.101");
        String holder = shared.applied("grown");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.apply("grown", "addresses: [192.0.2.100/24, 192.0.2.101/24]");
        shared.cluster()
                .await("both answer", () -> shared.cluster().holders(other).equals(List.of(holder)));
        shared.awaitAsPlanned("grown");
        shared.apply("grown", "addresses: [192.0.2.100/24], advertisementInterval: 500ms");
        shared.cluster()
                .await("one answers", () -> shared.cluster().holders(other).isEmpty());
        shared.awaitAsPlanned("grown");

        assertThat(shared.awaitReady("grown", SharedCluster.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
        assertThat(shared.cluster()
                        .virtualIPs()
                        .router(holder)
                        .at("/spec/virtualRouters/0/advertisementInterval")
                        .asText())
                .isEqualTo("500ms");
    }

    @Test
    void reappliedDefinitionsChangeNothing() {
        String holder = shared.applied("again");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        for (String plural : List.of("virtualips", "vrrprouters", "virtualippools")) {
            shared.cluster().applyFile(DEFINITIONS + plural + ".virtualip.dev.yaml");
        }

        assertThat(shared.awaitReady("again", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("again");
        assertThat(client.log().outages()).isEmpty();
    }

    /** As when a chart of an older release is applied, and then this operator starts again. */
    @Test
    void olderDefinitionsOfAnotherManagerAreUpgradedWithoutLoss() throws IOException {
        shared.apply("older", SharedCluster.FIELDS + ", preempt: {policy: Always, delay: 0s}");
        shared.awaitAsPlanned("older");
        String holder = shared.awaitReady("older", SharedCluster.ADDRESS);
        Prober client = shared.probe(SharedCluster.ADDRESS);

        String definition = Files.readString(Path.of(Checkout.root() + "/" + DEFINITIONS + VIRTUAL_IPS + ".yaml"))
                .replaceFirst("(virtualip.dev/schema-version: )\"\\d+\"", "$1\"0\"");
        shared.cluster().api().admin().apply(definition, "another-chart").orThrow();
        assertThat(schemaVersion()).isEqualTo("0");
        shared.operator().stop();
        shared.startOperator();

        shared.cluster().await("it is up to date", () -> !schemaVersion().equals("0"));
        shared.apply("older", SharedCluster.FIELDS + ", preempt: {policy: Never}");
        shared.awaitAsPlanned("older");
        assertThat(shared.awaitReady("older", SharedCluster.ADDRESS)).isEqualTo(holder);
        assertThat(shared.cluster()
                        .virtualIPs()
                        .router(holder)
                        .at("/spec/virtualRouters/0/preempt/policy")
                        .asText())
                .isEqualTo("Never");
        assertThat(client.log().outages()).isEmpty();
    }

    /** As a chart upgrade that went wrong does, with the operator at work and without. */
    @Test
    void deletedDefinitionKeepsAddresses() {
        InetAddress second = InetAddress.ofLiteral("192.0.2.102");
        String holder = shared.applied("kept");
        shared.apply("left", "addresses: [192.0.2.102/24]");
        shared.awaitAsPlanned("left");
        String other = shared.awaitReady("left", second);
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster().api().kubectl("delete", "crd", VIRTUAL_IPS);
        shared.await("both are unclaimed", () -> isUnclaimed("kept,left"));
        shared.await(
                "the metric counts them",
                () -> shared.operator()
                        .get("/metrics")
                        .orElse("")
                        .contains("virtualip_operator_unclaimed_virtual_ips 2"));
        shared.await("the definition is served again", ManualChangesE2E::isServed);
        shared.apply("kept", SharedCluster.FIELDS);
        shared.await("it is claimed", () -> isUnclaimed("left"));
        assertThat(shared.awaitReady("kept", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("kept");
        shared.awaitEventOf("CustomResourceDefinition", VIRTUAL_IPS, "Unclaimed", "kept, left", "unclaimed-");
        shared.awaitEventOf("CustomResourceDefinition", VIRTUAL_IPS, "DefinitionRestored");

        shared.operator().stop();
        shared.cluster().api().kubectl("delete", "crd", VIRTUAL_IPS);
        shared.cluster().applyFile(DEFINITIONS + VIRTUAL_IPS + ".yaml");
        shared.startOperator();
        shared.await("both are unclaimed", () -> isUnclaimed("kept,left"));
        shared.await("the definition is served", ManualChangesE2E::isServed);
        assertThat(shared.cluster().holders(second)).containsExactly(other);
        shared.apply("kept", SharedCluster.FIELDS);
        shared.await("it is claimed again", () -> isUnclaimed("left"));
        shared.cluster().api().kubectl("annotate", "vrrprouters", "--all", "virtualip.dev/unclaimed-");
        shared.await("it is let go of", () -> shared.cluster().holders(second).isEmpty());

        assertThat(shared.awaitReady("kept", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("kept");
        assertThat(client.log().outages()).isEmpty();
        shared.cluster().api().kubectl("delete", "virtualip", "kept");
        shared.await("a deletion is an order", () -> shared.holders().isEmpty());
    }

    private static boolean isServed() {
        return shared.cluster()
                .api()
                .admin()
                .get("/apis/virtualip.dev/v1alpha1/virtualips")
                .isGood();
    }

    /** Whether all VRRPRouters list exactly these, and their agents say so. */
    private static boolean isUnclaimed(String names) {
        return shared.cluster().nodes().stream()
                .map(ManualChangesE2E::router)
                .allMatch(router -> router.at("/metadata/annotations")
                                .path("virtualip.dev/unclaimed")
                                .asText()
                                .equals(names)
                        && router.at("/status/conditions").toString().contains(names.replace(",", ", ")));
    }

    private static String schemaVersion() {
        return shared.cluster()
                .api()
                .admin()
                .get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + VIRTUAL_IPS)
                .body()
                .path("metadata")
                .path("labels")
                .path("virtualip.dev/schema-version")
                .asText();
    }

    /** Something of every VRRPRouter, with the node's name. */
    private static String routers(Function<JsonNode, String> part) {
        return shared.cluster().nodes().stream()
                .map(node -> node + ": " + part.apply(router(node)))
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode router(LabHost node) {
        return shared.cluster().virtualIPs().router(node.name());
    }

    private static void assertPrioritiesDiffer() {
        assertThat(shared.cluster().nodes().stream().map(node -> priority(node.name())))
                .doesNotHaveDuplicates();
    }

    private static int priority(String node) {
        return shared.cluster()
                .virtualIPs()
                .router(node)
                .at("/spec/virtualRouters/0/priority")
                .asInt();
    }

    /** Edits a field of the first virtual router of a node; returns what the API server then has. */
    private static String edit(String node, String field, String value) {
        String patch = "[{\"op\": \"replace\", \"path\": \"/spec/virtualRouters/0/%s\", \"value\": %s}]"
                .formatted(field, value);
        String path = "jsonpath={.spec.virtualRouters[0].%s}".formatted(field);
        return shared.cluster().api().kubectl("patch", "vrrprouter", node, "--type=json", "-p", patch, "-o", path);
    }
}
