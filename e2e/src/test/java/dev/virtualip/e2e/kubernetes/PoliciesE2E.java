package dev.virtualip.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.ApiAnswer;
import dev.virtualip.testkit.kubernetes.ApiServerClient;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Admission policies: writes that agents are refused whatever RBAC allows, and warnings for people. */
@SideBySide
@RequiresApiServer
class PoliciesE2E {
    private static final String ROUTERS = SchemaServer.GROUP + "vrrprouters/";
    private static final String NODES = """
        {apiVersion: v1, kind: Namespace, metadata: {name: virtualip-system}}
        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: virtualip-agent, namespace: virtualip-system}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: node-a}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: node-b}}
        ---
        {apiVersion: virtualip.dev/v1alpha1, kind: VRRPRouter, metadata: {name: node-a}, spec: {virtualRouters: []}}
        ---
        {apiVersion: virtualip.dev/v1alpha1, kind: VRRPRouter, metadata: {name: node-b}, spec: {virtualRouters: []}}
        ---
        # More than the agent ever gets: it is the policy that refuses.
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: agent-may-everything}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects: [{kind: ServiceAccount, name: virtualip-agent, namespace: virtualip-system}]
        """;
    private static final String STATUS = "{\"status\": {\"observedGeneration\": 1}}";

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static SchemaServer api;

    @BeforeAll
    static void start() {
        api = SchemaServer.start("PoliciesE2E");
        api.admin().apply(NODES).orThrow();
        ApiServerClient stranger = agentOf("node-b");
        Wait.until(
                "the policy on agents is enforced",
                SchemaServer.PATIENCE,
                () -> stranger.merge(ROUTERS + "node-a/status", STATUS).status() == 403);
        api.admin().apply(virtualIP("probe", "vrrp: {virtualRouterID: 1}")).orThrow();
        Wait.until("the policy on cut-overs is enforced", SchemaServer.PATIENCE, PoliciesE2E::warnsOfTheProbe);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void agentWritesOnlyTheStatusOfItsNode() {
        JsonNode written =
                agentOf("node-a").merge(ROUTERS + "node-a/status", """
                    {"metadata": {"labels": {"a": "b"}}, "spec": {"virtualRouters": null},
                     "status": {"observedGeneration": 7}}\
                    """).orThrow();

        assertThat(written.at("/status/observedGeneration").asInt()).isEqualTo(7);
        assertThat(written.at("/metadata/labels").isMissingNode()).isTrue();
        assertThat(written.at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void podTokenCountsForItsNode() {
        api.admin().create("""
            apiVersion: v1
            kind: Pod
            metadata: {name: agent-x, namespace: virtualip-system}
            spec:
              nodeName: node-b
              serviceAccountName: virtualip-agent
              containers: [{name: agent, image: agent}]
            """).orThrow();
        String token = api.admin()
                .post("/api/v1/namespaces/virtualip-system/serviceaccounts/virtualip-agent/token", """
                    {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
                     "spec": {"boundObjectRef": {"apiVersion": "v1", "kind": "Pod", "name": "agent-x"}}}\
                    """)
                .orThrow()
                .at("/status/token")
                .asText();
        ApiServerClient pod = api.server().as(token);

        assertThat(pod.merge(ROUTERS + "node-b/status", STATUS).isGood()).isTrue();
        assertRefused(
                pod.merge(ROUTERS + "node-a/status", STATUS),
                "the agent of node node-b may write only the VRRPRouter of that name, not node-a");
    }

    @Test
    void tokenWithoutNodeWritesNothing() {
        ApiServerClient unbound = api.server().as(api.server().token("virtualip-system", "virtualip-agent"));

        assertRefused(
                unbound.merge(ROUTERS + "node-a/status", STATUS),
                "the token of this agent names no node, so it may not write");
    }

    @Test
    void agentWritesNoStatusOfOtherNodes() {
        assertRefused(
                agentOf("node-b").merge(ROUTERS + "node-a/status", STATUS),
                "the agent of node node-b may write only the VRRPRouter of that name, not node-a");
    }

    @Test
    void agentChangesNoSpecAndNoLabel() {
        String message = "an agent may write only the status of its node's VRRPRouter";
        ApiServerClient agent = agentOf("node-a");

        assertRefused(agent.merge(ROUTERS + "node-a", """
            {"spec": {"virtualRouters": [{"name": "web", "interface": "eth1", "addresses": ["192.0.2.66"],
             "vrrp": {"virtualRouterID": 1}}]}}\
            """), message);
        assertRefused(agent.merge(ROUTERS + "node-a", "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}"), message);
        assertRefused(agent.apply(virtualIP("wish", "pool: edge")), message);
    }

    @Test
    void agentCreatesAndDeletesNothing() {
        String message = "an agent may write only the status of its node's VRRPRouter";
        ApiServerClient agent = agentOf("node-a");

        assertRefused(agent.delete(ROUTERS + "node-a"), message);
        assertRefused(agent.delete(SchemaServer.GROUP + "vrrprouters"), message);
        assertRefused(
                agent.create("{apiVersion: virtualip.dev/v1alpha1, kind: VRRPRouter, metadata: {name: node-c},"
                        + " spec: {virtualRouters: []}}"),
                message);
        assertThat(api.admin().get(ROUTERS + "node-a").isGood()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        vrrp: {virtualRouterID: 55} | vrrp: {virtualRouterID: 56} | virtualRouterID: from 55 to 56 is a cut-over
        vrrp: {virtualRouterID: 55} | bindPrefix: false | a removed ID stays allocated, so 55 is kept
        bindPrefix: false | vrrp: {virtualRouterID: 55} |
        vrrp: {version: 3} | vrrp: {version: 2} | spec.vrrp.version: from 3 to 2 is a cut-over
        bindPrefix: false | vrrp: {version: 2} | spec.vrrp.version: from 3 to 2 is a cut-over
        vrrp: {version: 2} | bindPrefix: false | spec.vrrp.version: from 2 to 3 is a cut-over
        bindPrefix: false | vrrp: {version: 3} |
        vrrp: {version: 2}, INTERVAL: 1s | vrrp: {version: 2}, INTERVAL: 2s | INTERVAL: from 1s to 2s is a cut-over
        vrrp: {version: 2} | vrrp: {version: 2}, INTERVAL: 1000ms |
        INTERVAL: 1s | INTERVAL: 100ms |
        maxCandidates: 2 | maxCandidates: 3, preempt: {policy: Never}, addressLabel: "eth1:1" |
        """)
    void changeWithAGapIsAcceptedWithAWarning(String before, String after, @Nullable String warning) {
        String name = "changed-" + Integer.toHexString((before + after).hashCode());
        api.admin().apply(virtualIP(name, spelled(before))).orThrow();

        ApiAnswer answer = api.admin().apply(virtualIP(name, spelled(after)));

        assertThat(answer.orThrow().at("/metadata/generation").asInt()).isEqualTo(2);
        if (warning == null) {
            assertThat(answer.warnings()).isEmpty();
        } else {
            assertThat(answer.warnings()).singleElement().asString().contains(spelled(warning));
        }
        api.admin().delete(SchemaServer.GROUP + "virtualips/" + name).orThrow();
    }

    @Test
    void allocatedIdMayBeWrittenIntoTheSpec() {
        api.admin().apply(virtualIP("allocated", "bindPrefix: false")).orThrow();
        String path = SchemaServer.GROUP + "virtualips/allocated";
        api.admin()
                .merge(path + "/status", "{\"status\": {\"virtualRouterID\": 77}}")
                .orThrow();

        assertThat(api.admin()
                        .merge(path, "{\"spec\": {\"vrrp\": {\"virtualRouterID\": 77}}}")
                        .warnings())
                .isEmpty();
        api.admin().merge(path, "{\"spec\": {\"vrrp\": null}}").orThrow();
        assertThat(api.admin()
                        .merge(path, "{\"spec\": {\"vrrp\": {\"virtualRouterID\": 78}}}")
                        .warnings())
                .singleElement()
                .asString()
                .contains("from 77 to 78 is a cut-over");
    }

    /** The table has a short word for the field, to fit on a line. */
    private static String spelled(String text) {
        return text.replace("INTERVAL", "advertisementInterval");
    }

    private static boolean warnsOfTheProbe() {
        return !api.admin()
                .merge(SchemaServer.GROUP + "virtualips/probe?dryRun=All", "{\"spec\": {\"vrrp\": {\"version\": 2}}}")
                .warnings()
                .isEmpty();
    }

    private static void assertRefused(ApiAnswer answer, String message) {
        assertThat(answer.message()).contains(message);
        assertThat(answer.status()).isEqualTo(403);
    }

    private static ApiServerClient agentOf(String node) {
        return api.server().as(api.server().tokenOnNode("virtualip-system", "virtualip-agent", node));
    }

    private static String virtualIP(String name, String fields) {
        return "{apiVersion: virtualip.dev/v1alpha1, kind: VirtualIP, metadata: {name: %s},".formatted(name)
                + " spec: {addresses: [192.0.2.10/24], %s}}".formatted(fields);
    }
}
