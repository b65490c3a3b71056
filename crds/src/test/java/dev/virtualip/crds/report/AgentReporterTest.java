package dev.virtualip.crds.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.crds.report.AddressReport.MemberReport;
import dev.virtualip.crds.report.AgentState.AgentRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports without Kubernetes: what one agent knows, and what several know together. */
class AgentReporterTest {
    private static final String PEER = "192.0.2.12";

    private static AgentState agent(String node, @Nullable String lateness, VirtualRouterStatus status) {
        return new AgentState(
                node,
                null,
                true,
                List.of(new AgentRouter("IPv4", List.of(), status, Map.of(PEER, 200))),
                List.of(),
                lateness);
    }

    private static VirtualRouterStatus router(String state, String reason, @Nullable String active) {
        return VirtualRouterStatus.builder()
                .name("edge")
                .interfaceName("eth1")
                .virtualRouterID(55)
                .addresses(List.of("192.0.2.100/24"))
                .state(state)
                .priority(150)
                .activeRouter(active)
                .since("2026-01-02T12:00:00Z")
                .reason(reason)
                .healthChecks(List.of())
                .addressesInUse(List.of())
                .conditions(List.of())
                .build();
    }

    @Test
    void peerThatTookOverIsHolderMoveAndMember() {
        StatusReport report =
                AgentReporter.report(List.of(agent("host-a", "10ms", router("Backup", "SuperiorPeer", PEER))));

        AddressReport address = report.addresses().getFirst();
        assertThat(address.severity()).isEqualTo(Severity.OK);
        assertThat(address.activeNode()).isEqualTo(PEER);
        assertThat(address.lastMove())
                .isEqualTo(new AddressReport.LastMove(
                        "host-a", PEER, "2026-01-02T12:00:00Z", "SuperiorPeer", "host-a yielded to " + PEER));
        assertThat(address.routers().getFirst().members())
                .extracting(MemberReport::node, MemberReport::state, MemberReport::priority)
                .containsExactly(tuple(PEER, "Active", 200), tuple("host-a", "Backup", 150));
    }

    @Test
    void peerThatWasActiveBeforeIsNoMove() {
        StatusReport report = AgentReporter.report(List.of(agent("host-a", "10ms", router("Backup", "Started", PEER))));

        assertThat(report.addresses().getFirst().lastMove()).isNull();
    }

    @Test
    void activeNotHeardByAnyIsDown() {
        StatusReport report = AgentReporter.report(List.of(agent("host-a", null, router("Backup", "Started", null))));

        assertThat(report.problems()).extracting(ReportedProblem::reason).containsExactly("NoActive");
    }

    @Test
    void agentThatCannotBeAskedIsAProblemBesideTheOthers() {
        StatusReport report = AgentReporter.report(List.of(
                AgentState.failed("host-b:9851", "No agent answers"),
                agent("host-a", "10ms", router("Active", "PeerTimeout", "192.0.2.11"))));

        assertThat(report.problems())
                .extracting(ReportedProblem::severity, ReportedProblem::name, ReportedProblem::message)
                .containsExactly(tuple(Severity.DEGRADED, "host-b:9851", "No agent answers"));
        assertThat(report.nodes())
                .extracting(NodeReport::name, NodeReport::agent, NodeReport::state)
                .containsExactly(tuple("host-b:9851", "no answer", "unknown"), tuple("host-a", "ok", "Ready"));
        assertThat(report.addresses().getFirst().activeNode()).isEqualTo("host-a");
    }

    @ParameterizedTest
    @CsvSource({"10ms, 0", "50ms, 0", "250ms, 1", "60s, 1", "soon, 0", ", 0"})
    void latenessBeyondItsLimitIsANotice(@Nullable String lateness, int notices) {
        StatusReport report =
                AgentReporter.report(List.of(agent("host-a", lateness, router("Active", "PeerTimeout", "192.0.2.11"))));

        assertThat(report.problems()).hasSize(notices).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.NOTICE);
            assertThat(problem.reason()).isEqualTo("AdvertisementsLate");
            assertThat(problem.message()).contains("up to " + lateness + " late");
        });
        assertThat(report.nodes().getFirst().recentLateness()).isEqualTo(lateness);
        assertThat(report.hasProblem()).isFalse();
    }
}
