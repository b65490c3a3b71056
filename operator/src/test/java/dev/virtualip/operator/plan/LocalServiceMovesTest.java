package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves of the address of a Service with the traffic policy Local, while its Pods come and go. */
class LocalServiceMovesTest {
    private static final String A = "node-001";
    private static final String B = "node-002";
    private static final String C = "node-003";

    private final MiniCluster cluster = MiniCluster.of(3);

    LocalServiceMovesTest() {
        cluster.pools.put(
                "edge", new VirtualIPPoolSpec(List.of("192.0.2.210-192.0.2.220"), null, null, null, null, null));
        cluster.settle();
    }

    private void endpointsOn(String... nodes) {
        cluster.services.put("a/web", PlanInputs.localService("web", 30_123, Set.of(nodes)));
        cluster.settle();
    }

    private void begin(String... nodes) {
        endpointsOn(nodes);
        cluster.moves.clear();
    }

    private List<String> movesTo() {
        return cluster.moves.stream()
                .map(move -> move.substring(move.lastIndexOf(' ') + 1))
                .toList();
    }

    private String holder() {
        return movesTo().getLast();
    }

    @Test
    void drainedNodeHandsOverOnceWhenAnotherHasAnEndpoint() {
        endpointsOn(A, B);
        String holder = holder();
        String other = holder.equals(A) ? B : A;
        cluster.moves.clear();

        cluster.host(holder).cordoned = true;
        cluster.settle();
        endpointsOn(other);
        endpointsOn(other, C);
        cluster.host(holder).cordoned = false;
        cluster.settle();

        assertThat(movesTo()).containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {B, C})
    void endpointThatIsReplacedElsewhereMovesTheAddressOnce(String next) {
        begin(A);

        endpointsOn();
        endpointsOn(next);

        assertThat(movesTo()).containsExactly(next);
    }

    /** A drain must end also if the Pod starts nowhere else: the address leaves the node, and follows the Pod later. */
    @ParameterizedTest
    @ValueSource(strings = {B, C})
    void drainedNodeWithTheOnlyEndpointIsLeftWhenTheEndpointIsGone(String next) {
        begin(A);

        cluster.host(A).cordoned = true;
        cluster.settle();
        assertThat(movesTo()).isEmpty();
        endpointsOn();
        assertThat(movesTo()).hasSize(1).doesNotContain(A);
        endpointsOn(next);

        assertThat(movesTo()).hasSizeLessThanOrEqualTo(2).endsWith(next);
    }
}
