package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last status before an uninstall has no Active, and keeps what a reinstalled operator needs. */
class WithdrawnStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final VirtualIPStatus RUNS = new KubernetesSerialization().unmarshal("""
        observedGeneration: 4
        conditions:
        - {type: Accepted, status: "True", reason: Accepted, message: planned, lastTransitionTime: "2026-01-01"}
        - {type: Programmed, status: "True", reason: Programmed, message: all run it, lastTransitionTime: "2026-01-01"}
        - {type: Ready, status: "True", reason: Active, message: a answers, lastTransitionTime: "2026-01-01"}
        - {type: Degraded, status: "False", reason: AsPlanned, message: nothing, lastTransitionTime: "2026-01-01"}
        activeNode: a
        interface: eth1
        virtualRouterID: 55
        addresses: [192.0.2.10/24]
        addressSummary: 192.0.2.10
        backupSummary: b
        virtualRouters:
        - name: web-ipv4
          family: IPv4
          virtualRouterID: 55
          activeNode: a
          nodes:
          - {name: a, interface: eth1, state: Active, priority: 200, since: "2026-01-01", stale: false}
          - {name: b, interface: eth1, state: Backup, priority: 150, since: "2026-01-01", stale: true}
        lastMove: {to: a, time: "2026-01-01T00:00:00Z", reason: Started}
        moves: 0
        """, VirtualIPStatus.class);

    private static Condition condition(VirtualIPStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withdrawnStatusHasNoActiveAndNamesTheRemedy() {
        VirtualIPStatus status = WithdrawnStatus.of(RUNS, List.of(), NOW);

        assertThat(status.activeNode()).isNull();
        assertThat(status.interfaceName()).isNull();
        assertThat(status.backupSummary()).isNull();
        Condition ready = condition(status, "Ready");
        assertThat(ready.status()).isEqualTo("False");
        assertThat(ready.reason()).isEqualTo("Withdrawn");
        assertThat(ready.message()).contains("uninstalled", "install it again", "delete this VirtualIP");
        assertThat(ready.lastTransitionTime()).isEqualTo(NOW.toString());
        assertThat(ready.observedGeneration()).isEqualTo(4);
        assertThat(condition(status, "Programmed").message()).isEqualTo("Withdrawn from all nodes");
        assertThat(condition(status, "Accepted")).isEqualTo(condition(RUNS, "Accepted"));
    }

    @Test
    void falseConditionKeepsItsTransitionTime() {
        assertThat(condition(WithdrawnStatus.of(RUNS, List.of(), NOW), "Degraded")
                        .lastTransitionTime())
                .isEqualTo("2026-01-01");
    }

    @Test
    void placementIsKept() {
        VirtualIPStatus status = WithdrawnStatus.of(RUNS, List.of(), NOW);

        assertThat(status.virtualRouterID()).isEqualTo(55);
        assertThat(status.addresses()).containsExactly("192.0.2.10/24");
        assertThat(status.lastMove()).isEqualTo(RUNS.lastMove());
        assertThat(status.moves()).isZero();
        VirtualIPStatus.RouterSummary router = status.virtualRouters().getFirst();
        assertThat(router.activeNode()).isNull();
        assertThat(router.virtualRouterID()).isEqualTo(55);
        assertThat(router.nodes())
                .containsExactly(
                        new VirtualIPStatus.NodeSummary("a", "eth1", null, null, 200, null, null, false, List.of()),
                        new VirtualIPStatus.NodeSummary("b", "eth1", null, null, 150, null, null, false, List.of()));
    }

    @Test
    void unconfirmedNodesAreNamed() {
        VirtualIPStatus status = WithdrawnStatus.of(RUNS, List.of("b", "c"), NOW);

        assertThat(condition(status, "Programmed").message())
                .isEqualTo("Withdrawn from all nodes, but not confirmed by b, c");
    }

    @Test
    void secondWithdrawalChangesNothing() {
        VirtualIPStatus status = WithdrawnStatus.of(RUNS, List.of(), NOW);

        assertThat(WithdrawnStatus.of(status, List.of(), NOW.plusSeconds(9))).isEqualTo(status);
    }

    @Test
    void emptyStatusIsNotReady() {
        VirtualIPStatus status = WithdrawnStatus.of(VirtualIPStatus.none(), List.of(), NOW);

        assertThat(status.conditions()).extracting(Condition::type).containsExactly("Programmed", "Ready", "Degraded");
    }
}
