package dev.virtualip.agent.report.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusMapperTest {
    private Instant now = SampleSnapshots.NOON;
    private final StatusMapper view = new StatusMapper(() -> now);

    @Test
    void virtualRouterIsShownAsTheContractHasIt() {
        VRRPRouterStatus status = view.of(SampleSnapshots.node(), AppliedConfig.NONE, 7L);

        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(status.virtualRouters())
                .first()
                .isEqualTo(new VirtualRouterStatus(
                        "ingress-ipv4",
                        "eth1",
                        null,
                        55,
                        List.of("192.168.31.5/24"),
                        "Active",
                        100,
                        null,
                        "192.168.31.10",
                        null,
                        "192.168.31.11",
                        "192.168.31.10",
                        "2026-11-01T11:59:00Z",
                        "PeerTimeout",
                        2,
                        "3s",
                        List.of(
                                new VirtualRouterStatus.HealthCheckStatus("nginx", true, "2026-11-01T11:59:10Z", null),
                                new VirtualRouterStatus.HealthCheckStatus(
                                        "uplink",
                                        false,
                                        "2026-11-01T11:59:55Z",
                                        "interface eth0 has no carrier; check its cable"),
                                new VirtualRouterStatus.HealthCheckStatus("queue", null, null, null)),
                        List.of(),
                        List.of()));
    }

    @Test
    void absentValuesAreLeftOut() {
        VRRPRouterStatus status = view.of(SampleSnapshots.node(), AppliedConfig.NONE, null);

        assertThat(status.observedGeneration()).isNull();
        assertThat(status.interfaces().get(1).mac()).isNull();
        assertThat(status.virtualRouters().get(1).addressLifetime()).isNull();
        assertThat(status.virtualRouters().get(1).reason()).isEmpty();
    }

    @Test
    void addressThatAnotherHostAnswersForIsReportedWithItsMacAddress() {
        VRRPRouterStatus status = view.of(SampleSnapshots.node(), AppliedConfig.NONE, null);

        assertThat(status.virtualRouters().get(1).addressesInUse())
                .containsExactly(new VirtualRouterStatus.AddressInUse("2001:db8::5", "02:00:00:00:00:99"));
    }

    @Test
    void ofConditionsOfOneTypeTheNodeReportsOneForTheApiServerTakesNoTwo() {
        AppliedConfig twice = new AppliedConfig(
                null,
                0,
                false,
                List.of(
                        new dev.virtualip.agent.node.RouterCondition("Accepted", "Invalid", "web is named twice"),
                        new dev.virtualip.agent.node.RouterCondition("Accepted", "Invalid", "dns is named twice")),
                Map.of(),
                List.of());

        assertThat(view.of(SampleSnapshots.node(), twice, null).conditions())
                .filteredOn(condition -> condition.type().equals("Accepted"))
                .singleElement()
                .extracting(Condition::message)
                .isEqualTo("web is named twice (and 1 more)");
    }

    @Test
    void conditionKeepsTheTimeAtWhichItWasFirstSeen() {
        view.of(SampleSnapshots.node(), AppliedConfig.NONE, null);
        now = SampleSnapshots.NOON.plusSeconds(90);

        assertThat(view.of(SampleSnapshots.node(), AppliedConfig.NONE, null).conditions())
                .containsExactly(new Condition(
                        "KernelReady",
                        "False",
                        "OldKernel",
                        "addresses carry no mark of ours",
                        "2026-11-01T12:00:00Z",
                        null));
    }

    @Test
    void conditionThatWasGoneBeginsAgain() {
        view.of(SampleSnapshots.node(), AppliedConfig.NONE, null);
        view.of(SampleSnapshots.empty(), AppliedConfig.NONE, null);
        now = SampleSnapshots.NOON.plusSeconds(90);

        assertThat(view.of(SampleSnapshots.node(), AppliedConfig.NONE, null)
                        .virtualRouters()
                        .get(1)
                        .conditions())
                .singleElement()
                .extracting(Condition::lastTransitionTime)
                .isEqualTo("2026-11-01T12:01:30Z");
    }
}
