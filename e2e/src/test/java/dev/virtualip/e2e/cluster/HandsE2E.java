package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.lab.Checkout;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.probe.Prober;
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
class HandsE2E {
    private static final String DEFINITIONS = "crds/src/main/resources/dev/virtualip/crds/";
    private static final String VIRTUAL_IPS = "virtualips.virtualip.dev";

    @RegisterExtension
    static final Stage stage = Stage.of("HandsE2E");

    @Test
    void aCarelessDeleteOfAllVrrpRoutersChangesNothing() {
        String holder = stage.applied("careless");
        String specs = routers(router -> router.path("spec").toString());
        String uids = routers(router -> router.at("/metadata/uid").asText());
        Prober client = stage.probe(Stage.ADDRESS);

        stage.cluster().api().kubectl("delete", "vrrprouters", "--all");
        stage.cluster()
                .await(
                        "all are there again",
                        () -> routers(router -> router.path("spec").toString()).equals(specs));

        assertThat(routers(router -> router.at("/metadata/uid").asText())).isNotEqualTo(uids);
        stage.cluster()
                .await(
                        "all agents report again",
                        () -> stage.cluster().nodes().stream()
                                .allMatch(node -> !router(node)
                                        .path("status")
                                        .path("virtualRouters")
                                        .isEmpty()));
        stage.awaitSound("careless");
        assertThat(stage.awaitReady("careless", Stage.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void whatIsEditedByHandUnderTheOperatorsFeetIsPutBack() {
        String holder = stage.applied("edited");
        String specs = routers(router -> router.path("spec").toString());
        Prober client = stage.probe(Stage.ADDRESS);

        assertThat(edit(holder, "advertisementInterval", "\"900ms\"")).isEqualTo("900ms");
        stage.cluster()
                .await(
                        "it is as it was",
                        () -> routers(router -> router.path("spec").toString()).equals(specs));
        stage.awaitSound("edited");
        assertThat(stage.awaitReady("edited", Stage.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
    }

    /** The node obeys and hands over; it gets its part back, as a Backup: the address need not move twice. */
    @Test
    void aVrrpRouterThatIsEmptiedByHandIsFilledAgain() {
        String holder = stage.applied("emptied");
        Prober client = stage.probe(Stage.ADDRESS);

        stage.cluster()
                .api()
                .kubectl("patch", "vrrprouter", holder, "--type=merge", "-p", "{\"spec\": {\"virtualRouters\": []}}");
        stage.cluster().await("it takes part again", () -> priority(holder) > 1);
        stage.awaitSound("emptied");
        stage.awaitReady("emptied", Stage.ADDRESS);
        assertThat(stage.status("emptied").at("/virtualRouters/0/nodes")).hasSize(3);
        assertPrioritiesDiffer();
        assertThat(client.log().outages()).isEmpty();
    }

    /** Priorities are where the plan remembers who comes first: one that cannot be is replaced, and nobody is dark. */
    @Test
    void aPriorityThatIsEditedByHandLeavesNobodyInTheDark() {
        String holder = stage.applied("ranked");
        Prober client = stage.probe(Stage.ADDRESS);

        assertThat(edit(holder, "priority", "1")).isEqualTo("1");
        stage.cluster().await("it is one of the plan's", () -> priority(holder) > 1);
        stage.awaitSound("ranked");
        stage.awaitReady("ranked", Stage.ADDRESS);
        assertPrioritiesDiffer();
        assertThat(client.log().outages()).isEmpty();
    }

    @Test
    void aVirtualIPThatIsEditedIsCarriedOutWithoutALoss() {
        InetAddress other = InetAddress.ofLiteral("192.0.2.101");
        String holder = stage.applied("grown");
        Prober client = stage.probe(Stage.ADDRESS);

        stage.apply("grown", "addresses: [192.0.2.100/24, 192.0.2.101/24]");
        stage.cluster()
                .await("both answer", () -> stage.cluster().holders(other).equals(List.of(holder)));
        stage.awaitSound("grown");
        stage.apply("grown", "addresses: [192.0.2.100/24], advertisementInterval: 500ms");
        stage.cluster()
                .await("one answers", () -> stage.cluster().holders(other).isEmpty());
        stage.awaitSound("grown");

        assertThat(stage.awaitReady("grown", Stage.ADDRESS)).isEqualTo(holder);
        assertThat(client.log().outages()).isEmpty();
        assertThat(stage.cluster()
                        .virtualIPs()
                        .router(holder)
                        .at("/spec/virtualRouters/0/advertisementInterval")
                        .asText())
                .isEqualTo("500ms");
    }

    @Test
    void definitionsThatAreAppliedAgainChangeNothing() {
        String holder = stage.applied("again");
        Prober client = stage.probe(Stage.ADDRESS);

        for (String plural : List.of("virtualips", "vrrprouters", "virtualippools")) {
            stage.cluster().applyFile(DEFINITIONS + plural + ".virtualip.dev.yaml");
        }

        assertThat(stage.awaitReady("again", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitSound("again");
        assertThat(client.log().outages()).isEmpty();
    }

    /** As when a chart of an older release is applied, and then this operator starts again. */
    @Test
    void olderDefinitionsOfAnotherManagerLoseNothingAndAreBroughtUpToDate() throws IOException {
        stage.apply("older", Stage.FIELDS + ", preempt: {policy: Always, delay: 0s}");
        stage.awaitSound("older");
        String holder = stage.awaitReady("older", Stage.ADDRESS);
        Prober client = stage.probe(Stage.ADDRESS);

        String definition = Files.readString(Path.of(Checkout.root() + "/" + DEFINITIONS + VIRTUAL_IPS + ".yaml"))
                .replaceFirst("(virtualip.dev/schema-version: )\"\\d+\"", "$1\"0\"");
        stage.cluster().api().admin().apply(definition, "another-chart").orThrow();
        assertThat(schemaVersion()).isEqualTo("0");
        stage.operator().stop();
        stage.startOperator();

        stage.cluster().await("it is up to date", () -> !schemaVersion().equals("0"));
        stage.apply("older", Stage.FIELDS + ", preempt: {policy: Never}");
        stage.awaitSound("older");
        assertThat(stage.awaitReady("older", Stage.ADDRESS)).isEqualTo(holder);
        assertThat(stage.cluster()
                        .virtualIPs()
                        .router(holder)
                        .at("/spec/virtualRouters/0/preempt/policy")
                        .asText())
                .isEqualTo("Never");
        assertThat(client.log().outages()).isEmpty();
    }

    /** As a chart upgrade that went wrong does, with the operator at work and without. */
    @Test
    void definitionThatIsDeletedTakesNoAddressAway() {
        InetAddress second = InetAddress.ofLiteral("192.0.2.102");
        String holder = stage.applied("kept");
        stage.apply("left", "addresses: [192.0.2.102/24]");
        stage.awaitSound("left");
        String other = stage.awaitReady("left", second);
        Prober client = stage.probe(Stage.ADDRESS);

        stage.cluster().api().kubectl("delete", "crd", VIRTUAL_IPS);
        stage.await("both are unclaimed", () -> isUnclaimed("kept,left"));
        stage.await("the definition is served again", HandsE2E::isServed);
        stage.apply("kept", Stage.FIELDS);
        stage.await("it is claimed", () -> isUnclaimed("left"));
        assertThat(stage.awaitReady("kept", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitSound("kept");
        stage.awaitToldOf("CustomResourceDefinition", VIRTUAL_IPS, "Unclaimed", "kept, left", "unclaimed-");
        stage.awaitToldOf("CustomResourceDefinition", VIRTUAL_IPS, "DefinitionRestored");

        stage.operator().stop();
        stage.cluster().api().kubectl("delete", "crd", VIRTUAL_IPS);
        stage.cluster().applyFile(DEFINITIONS + VIRTUAL_IPS + ".yaml");
        stage.startOperator();
        stage.await("both are unclaimed", () -> isUnclaimed("kept,left"));
        stage.await("the definition is served", HandsE2E::isServed);
        assertThat(stage.cluster().holders(second)).containsExactly(other);
        stage.apply("kept", Stage.FIELDS);
        stage.await("it is claimed again", () -> isUnclaimed("left"));
        stage.cluster().api().kubectl("annotate", "vrrprouters", "--all", "virtualip.dev/unclaimed-");
        stage.await("it is let go of", () -> stage.cluster().holders(second).isEmpty());

        assertThat(stage.awaitReady("kept", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitSound("kept");
        assertThat(client.log().outages()).isEmpty();
        stage.cluster().api().kubectl("delete", "virtualip", "kept");
        stage.await("a deletion is an order", () -> stage.holders().isEmpty());
    }

    private static boolean isServed() {
        return stage.cluster()
                .api()
                .admin()
                .get("/apis/virtualip.dev/v1alpha1/virtualips")
                .isGood();
    }

    /** Whether all VRRPRouters list exactly these, and their agents say so. */
    private static boolean isUnclaimed(String names) {
        return stage.cluster().nodes().stream()
                .map(HandsE2E::router)
                .allMatch(router -> router.at("/metadata/annotations")
                                .path("virtualip.dev/unclaimed")
                                .asText()
                                .equals(names)
                        && router.at("/status/conditions").toString().contains(names.replace(",", ", ")));
    }

    private static String schemaVersion() {
        return stage.cluster()
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
        return stage.cluster().nodes().stream()
                .map(node -> node + ": " + part.apply(router(node)))
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode router(Host node) {
        return stage.cluster().virtualIPs().router(node.name());
    }

    private static void assertPrioritiesDiffer() {
        assertThat(stage.cluster().nodes().stream().map(node -> priority(node.name())))
                .doesNotHaveDuplicates();
    }

    private static int priority(String node) {
        return stage.cluster()
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
        return stage.cluster().api().kubectl("patch", "vrrprouter", node, "--type=json", "-p", patch, "-o", path);
    }
}
