package dev.virtualip.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.cli.ClusterDocuments;
import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of {@code why} and {@code simulate drain} for whole clusters, from the operator's own planner. */
class PlanGoldenTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    static List<String> cases() {
        return GoldenFiles.cases("plan");
    }

    private static ClusterObjects objects(String name) {
        return ClusterDocuments.read(GoldenFiles.read("plan/" + name + "/in.yaml"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void planIsExplainedAndSimulated(String name) throws CommandFailedException {
        ClusterObjects objects = objects(name);
        StringBuilder text = new StringBuilder();
        for (String virtualIP : objects.virtualIPNames()) {
            text.append("$ virtualip why ").append(virtualIP).append('\n');
            text.append(PlanText.of(WhyCommand.report(objects, virtualIP, NOW))).append('\n');
        }
        for (String node : objects.nodeNames()) {
            text.append("$ virtualip why ").append(node).append('\n');
            text.append(PlanText.of(WhyCommand.report(objects, node, NOW))).append('\n');
            text.append("$ virtualip simulate drain ").append(node).append('\n');
            text.append(PlanText.of(DrainSimulation.simulate(objects, node, NOW), TextStyle.PLAIN))
                    .append('\n');
        }

        GoldenFiles.check("plan/" + name + "/out.txt", text.toString());
    }

    @Test
    void unknownNameSuggestsSimilarOnes() {
        assertThatThrownBy(() -> WhyCommand.report(objects("three-nodes"), "node-aa", NOW))
                .hasMessage("There is no VirtualIP and no node node-aa; did you mean node-a or node-b or node-c?");
    }

    @Test
    void simulationLeavesTheInputAlone() {
        ClusterObjects objects = objects("three-nodes");

        DrainReport first = DrainSimulation.simulate(objects, "node-a", NOW);

        assertThat(DrainSimulation.simulate(objects, "node-a", NOW)).isEqualTo(first);
    }
}
