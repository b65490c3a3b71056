package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.kernel.LabException;
import java.util.List;
import java.util.Map;

/** Describes the objects in the API server and the ends of our programs' logs, for the message of a failed wait. */
final class ClusterReport {
    private ClusterReport() {}

    /** The story so far; agents by their node. */
    static String of(ApiServer api, List<OperatorProcess> operators, Map<String, AgentProcess> agents) {
        StringBuilder story = new StringBuilder();
        for (String kind : List.of("virtualips", "vrrprouters", "events")) {
            story.append("== ").append(kind).append('\n');
            story.append(kubectlOrWhyNot(api, "get", kind, "-A", "-o", "wide")).append('\n');
        }
        operators.forEach(one -> story.append("== an operator said\n").append(LogTail.of(one.log())));
        agents.forEach((node, agent) ->
                story.append("== the agent of ").append(node).append(" said\n").append(LogTail.of(agent.log())));
        return story.toString();
    }

    private static String kubectlOrWhyNot(ApiServer api, String... arguments) {
        try {
            return api.kubectl(arguments);
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
