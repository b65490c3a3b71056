package dev.virtualip.e2e.kubernetes;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.OperatorProcess;
import dev.virtualip.e2e.kernel.LabException;
import java.util.List;
import java.util.Map;

/** What the API server has and what our programs said: for whoever reads why a test failed. */
final class Story {
    private Story() {}

    /** The story so far; agents by their node. */
    static String of(ApiServer api, List<OperatorProcess> operators, Map<String, AgentProcess> agents) {
        StringBuilder story = new StringBuilder();
        for (String kind : List.of("virtualips", "vrrprouters", "events")) {
            story.append("== ").append(kind).append('\n');
            story.append(kubectlOrWhyNot(api, "get", kind, "-A", "-o", "wide")).append('\n');
        }
        operators.forEach(one -> story.append("== an operator said\n").append(LogEnd.of(one.log())));
        agents.forEach((node, agent) ->
                story.append("== the agent of ").append(node).append(" said\n").append(LogEnd.of(agent.log())));
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
