package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Virtual Router IDs: given, or allocated for each network and family, and kept. */
class VirtualRouterIDTest {
    private final MiniCluster cluster = MiniCluster.of(3);

    VirtualRouterIDTest() {
        cluster.settle();
    }

    @Test
    void idThatIsGivenIsTaken() {
        cluster.put("web", Specs.of("192.0.2.210/24").id(55).spec());

        assertThat(new Planned(cluster.settle()).router("web").virtualRouterID())
                .isEqualTo(55);
    }

    @Test
    void idThatIsGivenNoMoreStaysAsAllocated() {
        cluster.put("web", Specs.of("192.0.2.210/24").id(55).spec());
        cluster.settle();
        cluster.put("web", Specs.of("192.0.2.210/24").spec());

        assertThat(new Planned(cluster.settle()).router("web").virtualRouterID())
                .isEqualTo(55);
    }

    @Test
    void allocatedIDIsKeptWhateverComesAndGoes() {
        cluster.put("web", "192.0.2.210/24");
        int id = new Planned(cluster.settle()).router("web").virtualRouterID();
        for (int i = 0; i < 30; i++) {
            cluster.put("other-" + i, "192.0.2.%d/24".formatted(101 + i));
        }
        cluster.settle();
        cluster.virtualIPs.keySet().removeIf(name -> name.startsWith("other"));

        assertThat(new Planned(cluster.settle()).router("web").virtualRouterID())
                .isEqualTo(id);
    }

    @Test
    void idOutOfTheStatusIsTakenAgainIfItIsFree() {
        cluster.put("web", Specs.of("192.0.2.210/24").id(77).spec());
        cluster.settle();
        cluster.hosts.values().forEach(host -> host.cordoned = false);
        cluster.put("web", Specs.of("192.0.2.210/24").on("eth9").spec());
        cluster.settle();

        cluster.put("web", "192.0.2.210/24");

        assertThat(new Planned(cluster.settle()).router("web").virtualRouterID())
                .isEqualTo(77);
    }

    @Test
    void noTwoOnOneNetworkShareAnIDWhileThereAreEnough() {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            cluster.put("vip-" + i, "192.0.2.%d/24".formatted(101 + i));
        }

        Planned plan = new Planned(cluster.settle());

        cluster.virtualIPs.keySet().forEach(name -> ids.add(plan.router(name).virtualRouterID()));
        assertThat(ids).hasSize(100);
    }

    @Test
    void bothFamiliesAndTwoNetworksHaveIDsOfTheirOwn() {
        cluster.hosts.values().forEach(host -> host.with("eth9", "198.51.100.%s/24".formatted(host.name.substring(7))));
        cluster.settle();
        cluster.put("a", Specs.of("192.0.2.210/24").id(9).spec());
        cluster.put("b", Specs.of("198.51.100.210/24").id(9).spec());
        cluster.put("c", Specs.of("2001:db8::f:210/64").id(9).spec());

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.plan().verdicts().values()).allMatch(verdict -> verdict.refusal() == null);
        assertThat(plan.namedID(9)).hasSize(3);
    }

    @Test
    void idOfAForeignRouterIsNotAllocated() {
        for (int id = 1; id <= 60; id++) {
            cluster.host("node-002").heard.add(new HeardVirtualRouter("eth1", id, "192.0.2.250", 3));
        }
        cluster.settle();
        for (int i = 0; i < 60; i++) {
            cluster.put("vip-" + i, "192.0.2.%d/24".formatted(101 + i));
        }

        Planned plan = new Planned(cluster.settle());

        cluster.virtualIPs
                .keySet()
                .forEach(name -> assertThat(plan.router(name).virtualRouterID()).isGreaterThan(60));
    }

    @Test
    void givenIDThatSomebodyElseUsesIsRefusedWithThePeerAndTheRemedy() {
        cluster.host("node-002").heard.add(new HeardVirtualRouter("eth1", 55, "192.0.2.250", 3));
        cluster.settle();
        cluster.put("web", Specs.of("192.0.2.210/24").id(55).spec());

        assertThat(new Planned(cluster.settle()).refusal("web"))
                .startsWith("VirtualRouterIDConflict: ")
                .contains("192.0.2.250", "node-002", "vrrp.allowedSources");

        cluster.put(
                "web", Specs.of("192.0.2.210/24").id(55).allowing("192.0.2.250").spec());

        assertThat(new Planned(cluster.settle()).refusal("web")).isEmpty();
    }

    @Test
    void somebodyElseWhoComesLaterIsReportedAsAConflictAndNothingIsRenumbered() {
        cluster.put("web", Specs.of("192.0.2.210/24").id(55).spec());
        cluster.settle();
        cluster.host("node-002").heard.add(new HeardVirtualRouter("eth1", 55, "192.0.2.250", 3));

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.router("web").virtualRouterID()).isEqualTo(55);
        assertThat(plan.verdict("web").conflicts())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("192.0.2.250", "vrrp.virtualRouterID"));
    }

    @Test
    void idThatTwoGiveIsKeptByTheOneThatRunsIt() {
        cluster.put("z", Specs.of("192.0.2.210/24").id(55).spec());
        cluster.settle();
        cluster.put("a", Specs.of("192.0.2.211/24").id(55).every("1s").spec());

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.refusal("a")).startsWith("VirtualRouterIDConflict: ").contains("VirtualIP z");
        assertThat(plan.refusal("z")).isEmpty();
    }

    @Test
    void idOfAVirtualIPThatIsRefusedLateIsRefusedToAnOlderOne() {
        cluster.put("runs", Specs.of("192.0.2.210/24").id(52).spec());
        cluster.settle();
        cluster.put("runs", Specs.of("192.0.2.210/24").on("eth9").id(50).spec());
        cluster.put("asks", Specs.of("192.0.2.211/24").id(52).spec());

        Planned planned = new Planned(cluster.settle());

        assertThat(planned.refusal("runs")).startsWith("InterfaceNotFound");
        assertThat(planned.refusal("asks")).startsWith("VirtualRouterIDConflict");
        assertThat(planned.verdict("asks").pending()).isEmpty();
    }

    @Test
    void twoThatGiveOneIDAndEqualSettingsShareIt() {
        cluster.put("a", Specs.of("192.0.2.210/24").id(55).spec());
        cluster.put("b", Specs.of("192.0.2.211/24").id(55).spec());

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.router("b").sharedWith()).containsExactly("a");
    }

    @Test
    void twoThatDifferInTheirAddressLifetimeDoNotShareAnID() {
        cluster.put("a", Specs.of("192.0.2.210/24").id(55).lasting("60s").spec());
        cluster.put("b", Specs.of("192.0.2.211/24").id(55).lasting("1m").spec());
        cluster.put("c", Specs.of("192.0.2.212/24").id(55).lasting("30s").spec());

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.router("b").sharedWith()).containsExactly("a");
        assertThat(plan.refusal("c")).startsWith("VirtualRouterIDConflict: ");
    }

    @Test
    void whenNoIDIsLeftThatIsReportedWithTheRemedy() {
        for (int id = 1; id <= 255; id++) {
            cluster.host("node-001").heard.add(new HeardVirtualRouter("eth1", id, "192.0.2.250", 3));
        }
        cluster.settle();
        cluster.put("web", "192.0.2.210/24");

        assertThat(new Planned(cluster.settle()).refusal("web"))
                .startsWith("VirtualRouterIDsExhausted: ")
                .contains("255", "equal settings");
    }

    @Test
    void liveAddressIsNeverMovedIntoASharedRouter() {
        cluster.put("live", "192.0.2.250/24");
        String router = new Planned(cluster.settle()).router("live").name();
        for (int i = 0; i < 300; i++) {
            cluster.put("vip-" + i, "10.0.%d.%d/16".formatted(100 + i / 250, 1 + i % 250));
        }

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.plan().verdicts().values()).allMatch(verdict -> verdict.refusal() == null);
        assertThat(plan.router("live").name()).isEqualTo(router);
        assertThat(plan.plan().verdicts().values())
                .anyMatch(verdict -> !verdict.routers().getFirst().sharedWith().isEmpty());
    }
}
