package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The Node objects. There is no kubelet and no controller: what these would write, a test writes here. So it is the
 * test that says when a Node counts as dead.
 */
public final class NodeObjects {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    private static final String NOT_READY = "node.kubernetes.io/not-ready";

    private final ApiServerClient api;

    NodeObjects(ApiServerClient api) {
        this.api = api;
    }

    /** Creates a Node as a kubelet does, Ready, with this address; one that is there becomes Ready. */
    public void register(String name, InetAddress address) {
        api.apply("""
            apiVersion: v1
            kind: Node
            metadata: {name: "%s", labels: {kubernetes.io/hostname: "%s", kubernetes.io/os: linux}}
            """.formatted(name, name)).orThrow();
        api.merge(path(name) + "/status", """
            {"status": {"addresses": [{"type": "InternalIP", "address": "%s"}, {"type": "Hostname", "address": "%s"}]}}
            """.formatted(address.getHostAddress(), name))
                .orThrow();
        ready(name);
    }

    /** Says that a Node is Ready. */
    public void ready(String name) {
        condition(name, "True", "KubeletReady");
        ArrayNode taints = taintsButTheControllers(name);
        taint(name, taints);
    }

    /** Says that nothing was heard from a Node's kubelet, as the controller does after its grace period. */
    public void unreachable(String name) {
        condition(name, "Unknown", "NodeStatusUnknown");
        ArrayNode taints = taintsButTheControllers(name);
        for (String effect : new String[] {"NoSchedule", "NoExecute"}) {
            taints.addObject().put("key", UNREACHABLE).put("effect", effect);
        }
        taint(name, taints);
    }

    /** Cordons a Node, or ends that. */
    public void cordon(String name, boolean on) {
        merge(name, "{\"spec\": {\"unschedulable\": %s}}".formatted(on));
    }

    /** Gives a Node these labels; null removes one. */
    public void label(String name, Map<String, ?> labels) {
        merge(name, "{\"metadata\": {\"labels\": " + JSON.valueToTree(labels) + "}}");
    }

    /** Gives a Node these annotations; null removes one. */
    public void annotate(String name, Map<String, ?> annotations) {
        merge(name, "{\"metadata\": {\"annotations\": " + JSON.valueToTree(annotations) + "}}");
    }

    /** Removes a Node for good. */
    public void delete(String name) {
        api.delete(path(name)).orThrow();
    }

    private void condition(String name, String status, String reason) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        api.merge(path(name) + "/status", """
            {"status": {"conditions": [{"type": "Ready", "status": "%s", "reason": "%s", "message": "said by a test",
              "lastHeartbeatTime": "%s", "lastTransitionTime": "%s"}]}}
            """.formatted(status, reason, now, now))
                .orThrow();
    }

    /** The API server itself taints a new Node as not ready; it is for the controller to take that away. */
    private ArrayNode taintsButTheControllers(String name) {
        ArrayNode others = JSON.createArrayNode();
        for (JsonNode taint : api.get(path(name)).orThrow().path("spec").path("taints")) {
            String key = taint.path("key").asText();
            if (!key.equals(NOT_READY) && !key.equals(UNREACHABLE)) {
                others.add(taint);
            }
        }
        return others;
    }

    private void taint(String name, ArrayNode taints) {
        merge(name, "{\"spec\": {\"taints\": " + taints + "}}");
    }

    private void merge(String name, String patch) {
        api.merge(path(name), patch).orThrow();
    }

    private static String path(String name) {
        return "/api/v1/nodes/" + name;
    }
}
