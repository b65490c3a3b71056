package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random reports: a status that was evaluated once is not changed by the next evaluation, so nothing is written at
 * rest.
 */
class FixpointTest {
    private static final int STORIES = 40;
    private static final int STEPS = 12;
    private static final List<String> NODES = List.of("node-a", "node-b", "node-c");
    private static final List<String> REASONS =
            List.of("PeerTimeout", "PeerStopped", "Preempting", "SuperiorPeer", "Stopped", "LinkDown", "Started");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void secondEvaluationChangesNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int story = 0; story < STORIES; story++) {
            StatusScene scene = StatusScene.of("node-a", "node-b", "node-c");
            scene.dualStack = random.nextBoolean();
            for (int step = 0; step < STEPS; step++) {
                change(scene, random);
                VirtualIPStatus before = scene.status;
                StatusChange remembered = scene.nextByMemory();
                StatusChange first = scene.evaluate();
                StatusChange second = scene.next();

                String where = "seed %d, story %d, step %d".formatted(seed, story, step);
                assertThat(scene.status).as(where + ", as JSON").isEqualTo(first.status());
                assertThat(second.status()).as(where).isEqualTo(first.status());
                assertThat(second.events()).as(where).isEmpty();
                assertThat(second.nextLookAt()).as(where).isEqualTo(first.nextLookAt());
                assertThat(remembered).as(where + ", by memory").isEqualTo(first);
                assertThat(scene.nextByMemory()).as(where + ", by memory").isEqualTo(second);
                assertThat(later(scene, second).status()).as(where + ", later").isEqualTo(first.status());
                bounded(first);
                consistent(before, first);
            }
        }
    }

    /** The last moment before time alone may change something. */
    private static StatusChange later(StatusScene scene, StatusChange change) {
        Instant now = scene.now;
        scene.now = change.nextLookAt() == null
                ? now.plusSeconds(3600)
                : change.nextLookAt().minusMillis(1);
        StatusChange later = scene.next();
        scene.now = now;
        return later;
    }

    private static void bounded(StatusChange change) {
        change.status()
                .conditions()
                .forEach(condition -> assertThat(condition.message().getBytes(StandardCharsets.UTF_8).length)
                        .isBetween(1, 1024));
        change.events()
                .forEach(event -> assertThat(event.message().getBytes(StandardCharsets.UTF_8).length)
                        .isBetween(1, 1024));
    }

    private static void consistent(VirtualIPStatus before, StatusChange change) {
        VirtualIPStatus status = change.status();
        String ready = StatusReader.in(change).condition(ConditionType.READY).status();
        boolean moved =
                change.events().stream().anyMatch(event -> event.reason().equals("Moved"));
        assertThat(ConditionStatus.TRUE.is(ready) && status.activeNode() == null)
                .isFalse();
        assertThat(moves(status) > moves(before)).isEqualTo(moved);
        status.virtualRouters()
                .forEach(router -> assertThat(router.nodes())
                        .filteredOn(node -> node.name().equals(router.activeNode()))
                        .allMatch(node -> !node.stale()));
    }

    private static long moves(VirtualIPStatus status) {
        return status.moves() == null ? 0 : status.moves();
    }

    private static void change(StatusScene scene, SplittableRandom random) {
        scene.now = scene.now.plusMillis(random.nextInt(4000));
        String name = NODES.get(random.nextInt(NODES.size()));
        StatusScene.Node node = scene.node(name);
        switch (random.nextInt(10)) {
            case 0 -> node.ready = random.nextBoolean();
            case 1 -> node.carriedOut = random.nextBoolean() ? null : Long.valueOf(random.nextInt(3));
            case 2 -> scene.candidates = NODES.subList(random.nextInt(2), 2 + random.nextInt(2));
            case 3 -> scene.refusal = random.nextBoolean() ? null : new Finding("NoEligibleNode", "x".repeat(1500));
            case 4 -> node.gone = random.nextInt(4) == 0;
            case 5 -> scene.generation++;
            case 6 -> node.reports.remove(random.nextBoolean());
            default -> node.reports.put(random.nextBoolean(), report(random));
        }
    }

    private static AgentReport report(SplittableRandom random) {
        List<RouterState> states = List.of(
                RouterState.ACTIVE,
                RouterState.ACTIVE,
                RouterState.BACKUP,
                RouterState.RELEASING,
                RouterState.INITIALIZE);
        AgentReport report = AgentReport.of(states.get(random.nextInt(states.size())))
                .since("10:00:%02d".formatted(random.nextInt(8)))
                .because(REASONS.get(random.nextInt(REASONS.size())))
                .follows(other(random))
                .receives(random.nextInt(4) == 0 ? other(random) : null)
                .tookOverFrom(other(random));
        return switch (random.nextInt(6)) {
            case 0 -> report.with("AddressesFree", "AddressInUse", "y".repeat(random.nextInt(1, 600)));
            case 1 -> report.with("AddressConflict", "DuplicateClaim", "02:00:00:00:00:0b; and more; of it");
            case 2 -> report.with("AddressesBound", "BindFailed", "z".repeat(random.nextInt(1, 1100)));
            default -> report;
        };
    }

    private static @Nullable String other(SplittableRandom random) {
        List<String> others = List.of("node-a", "node-b", "node-c", "192.0.2.77", "");
        String other = others.get(random.nextInt(others.size()));
        return other.isEmpty() ? null : other;
    }
}
