package dev.virtualip.agent.report.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The API server refuses all of a status that goes beyond what the definition allows: so nothing does. */
final class StatusBoundsTest {
    private final StatusMapper view = new StatusMapper(InstantSource.fixed(SampleSnapshots.NOON));

    @Test
    void longMessageIsCutOffAndStaysText() {
        // The second is cut in the middle of a character that Java has in two parts.
        for (String filler : List.of("", "x")) {
            String message = filler + "\uD83D\uDE00".repeat(20_000);
            VRRPRouterStatus status =
                    view.of(SampleSnapshots.node(), with(new RouterCondition("Accepted", "Invalid", message)), 1L);
            String cut = status.conditions().stream()
                    .filter(condition -> condition.type().equals("Accepted"))
                    .findFirst()
                    .orElseThrow()
                    .message();

            assertThat(cut)
                    .hasSizeBetween(StatusMapper.MAX_MESSAGE - 1, StatusMapper.MAX_MESSAGE)
                    .endsWith("…");
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
            assertThat(StatusPatch.of("u1", status)).isNotEmpty();
        }
    }

    @Test
    void thereAreNotMoreVirtualRoutersThanAnObjectHasRoomFor() {
        List<SkippedRouter> many = IntStream.range(0, 2000)
                .mapToObj(i -> new SkippedRouter("r" + i, "eth1", 1, List.of(), 100))
                .toList();
        AppliedConfig appliedConfig = new AppliedConfig("u1", 1, true, List.of(), Map.of(), many);

        assertThat(view.of(SampleSnapshots.node(), appliedConfig, 1L).virtualRouters())
                .hasSize(StatusMapper.MAX_ROUTERS);
    }

    @Test
    void thereAreNotMoreConditionsThanAnObjectHasRoomFor() {
        List<RouterCondition> many = IntStream.range(0, 50)
                .mapToObj(i -> new RouterCondition("Type" + i, "Reason", "message"))
                .toList();
        AppliedConfig appliedConfig = new AppliedConfig(
                "u1", 1, true, many, Map.of("r1", many), List.of(new SkippedRouter("r1", "eth1", 1, List.of(), 100)));
        VRRPRouterStatus status = view.of(SampleSnapshots.empty(), appliedConfig, 1L);

        assertThat(status.conditions()).hasSize(StatusMapper.MAX_CONDITIONS);
        assertThat(status.virtualRouters().getFirst().conditions()).hasSize(StatusMapper.MAX_CONDITIONS);
    }

    @Test
    void patchNamesTheObjectAndTakesBackWhatIsNoLongerTrue() {
        String patch = new String(
                StatusPatch.of("u1", view.of(SampleSnapshots.empty(), AppliedConfig.NONE, null)),
                StandardCharsets.UTF_8);

        assertThat(patch)
                .startsWith("{\"metadata\":{\"uid\":\"u1\"},\"status\":{")
                .contains("\"observedGeneration\":null", "\"virtualRouters\":[]", "\"conditions\":[]");
    }

    private static AppliedConfig with(RouterCondition condition) {
        return new AppliedConfig("u1", 1, true, Collections.nCopies(1, condition), Map.of(), List.of());
    }
}
