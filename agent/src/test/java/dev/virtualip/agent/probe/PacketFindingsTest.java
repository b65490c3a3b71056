package dev.virtualip.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.doctor.AddressHolder;
import dev.virtualip.crds.doctor.AdvertisingRouter;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbedLink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PacketFindingsTest {
    private static final String ADDRESS = "192.0.2.100";
    private static final String MAC = "02:00:00:00:00:07";
    private static final ProbePlan PLAN = HostFindingsTest.plan(HostFindingsTest.router("eth1", false, ADDRESS));
    private static final AdvertisingRouter PEER = router(55, ADDRESS);

    @Test
    void linkWhosePacketsPassHasNoFinding() {
        assertThat(kinds(PLAN, link("", true, List.of(PEER), List.of(new AddressHolder(ADDRESS, List.of(MAC))))))
                .isEmpty();
    }

    @Test
    void firewallIsNamedByDirection() {
        assertThat(kinds(PLAN, link("EPERM (Operation not permitted)", false, List.of(), List.of())))
                .containsExactly(FindingKind.FIREWALL_DROPS_OUTGOING);
        assertThat(kinds(PLAN, link("", false, List.of(), List.of())))
                .containsExactly(FindingKind.FIREWALL_DROPS_INCOMING);
        assertThat(kinds(PLAN, link("ENETDOWN (Network is down)", false, List.of(), List.of())))
                .containsExactly(FindingKind.PACKET_TEST_FAILED);
    }

    @Test
    void routerWithOurIdAndOtherAddressesIsConflict() {
        assertThat(kinds(PLAN, link("", true, List.of(router(55, ADDRESS, "192.0.2.101")), List.of())))
                .containsExactly(FindingKind.VIRTUAL_ROUTER_ID_CONFLICT);
        assertThat(kinds(PLAN, link("", true, List.of(router(56, "192.0.2.101")), List.of())))
                .containsExactly(FindingKind.OTHER_VRRP_ROUTER);
        assertThat(kinds(PLAN, link("", true, List.of(router(55, "fe80::1", "2001:db8::1")), List.of())))
                .containsExactly(FindingKind.OTHER_VRRP_ROUTER);
    }

    @Test
    void routersOfOtherNodesAreNotReported() {
        ProbePlan known = new ProbePlan("a", PLAN.routers(), List.of(), List.of(), List.of(MAC), 0, 0, 1000);
        assertThat(kinds(known, link("", true, List.of(router(56, "192.0.2.101")), List.of())))
                .isEmpty();
    }

    @Test
    void holderThatDoesNotAdvertiseIsNamed() {
        AddressHolder holder = new AddressHolder(ADDRESS, List.of("02:00:00:00:00:99"));
        assertThat(PacketFindings.of(PLAN, Map.of(), link("", true, List.of(), List.of(holder))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(FindingKind.ADDRESS_IN_USE))
                .satisfies(finding -> assertThat(finding.message()).contains("02:00:00:00:00:99", ADDRESS));
    }

    @Test
    void secondHolderIsNamedBesideTheActive() {
        AddressHolder two = new AddressHolder(ADDRESS, List.of(MAC, "02:00:00:00:00:99"));
        assertThat(PacketFindings.of(PLAN, Map.of(), link("", true, List.of(PEER), List.of(two))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(FindingKind.ADDRESS_ANSWERED_TWICE))
                .satisfies(finding -> assertThat(finding.message()).contains(MAC + " (advertises it)"));
    }

    @Test
    void holderBesideThisHostIsNamed() {
        LinkFacts holding = HostFindingsTest.link("eth1").address(ADDRESS, 32).facts();
        AddressHolder holder = new AddressHolder(ADDRESS, List.of(MAC));
        List<Finding> findings =
                PacketFindings.of(PLAN, Map.of("eth1", holding), link("", true, List.of(PEER), List.of(holder)));
        assertThat(findings).extracting(Finding::kind).containsExactly(FindingKind.ADDRESS_ANSWERED_TWICE);
    }

    private static List<FindingKind> kinds(ProbePlan plan, ProbedLink link) {
        return PacketFindings.of(plan, Map.of(), link).stream()
                .map(Finding::kind)
                .toList();
    }

    private static AdvertisingRouter router(int id, String... addresses) {
        return new AdvertisingRouter(id, 3, 100, "192.0.2.12", MAC, List.of(addresses));
    }

    private static ProbedLink link(
            String sendError, boolean receives, List<AdvertisingRouter> routers, List<AddressHolder> holders) {
        return new ProbedLink(
                "eth1",
                "IPv4",
                "192.0.2.11",
                List.of("192.0.2.0/24"),
                1500,
                10,
                sendError,
                receives,
                List.of(),
                List.of(),
                routers,
                holders);
    }
}
