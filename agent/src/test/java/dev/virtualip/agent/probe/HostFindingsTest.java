package dev.virtualip.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.probe.LinkFacts.LinkSettings;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbedRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HostFindingsTest {
    private static final LinkSettings GOOD = new LinkSettings(0, 0, true, false);

    @Test
    void healthyHostHasNoFinding() {
        assertThat(kinds(healthy(), link("eth1").facts())).isEmpty();
    }

    @Test
    void missingCapabilitiesAreNamed() {
        HostFacts host = new Host().missing("CAP_NET_RAW").facts();
        assertThat(findings(host, link("eth1").facts()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(FindingKind.MISSING_CAPABILITIES))
                .satisfies(finding -> assertThat(finding.message()).contains("CAP_NET_RAW"));
    }

    @Test
    void processAndClockAreJudged() {
        HostFacts host = new HostFacts(
                List.of(), false, Optional.of(false), -900, 400, 0, true, "", false, false, Set.of(), true);
        assertThat(kinds(host, link("eth1").facts()))
                .containsExactly(
                        FindingKind.NO_REALTIME_SCHEDULING,
                        FindingKind.HOST_STALLED,
                        FindingKind.CLOCK_NOT_SYNCHRONIZED,
                        FindingKind.CLOCK_JUMPED);
    }

    @Test
    void ipvsWithoutStrictArpIsFoundByModeAndByInterface() {
        assertThat(kinds(new Host().kubeProxy("ipvs").facts(), link("eth1").facts()))
                .containsExactly(FindingKind.IPVS_WITHOUT_STRICT_ARP);
        assertThat(kinds(new Host().ipvs(false).facts(), link("eth1").facts()))
                .containsExactly(FindingKind.IPVS_WITHOUT_STRICT_ARP);
        assertThat(kinds(new Host().ipvs(true).facts(), link("eth1").facts())).isEmpty();
    }

    @Test
    void arpIgnoreIsJudgedByHowAddressesAreBound() {
        LinkFacts never =
                link("eth1").settings(new LinkSettings(0, 8, true, false)).facts();
        LinkFacts sameSubnet =
                link("eth1").settings(new LinkSettings(0, 2, true, false)).facts();
        LinkFacts own =
                link("eth1").settings(new LinkSettings(0, 1, true, false)).facts();
        assertThat(kinds(healthy(), never)).containsExactly(FindingKind.ARP_IGNORED);
        assertThat(kinds(healthy(), sameSubnet)).containsExactly(FindingKind.ARP_IGNORED);
        assertThat(kinds(plan(router("eth1", true, "192.0.2.100")), healthy(), sameSubnet))
                .isEmpty();
        assertThat(kinds(healthy(), own)).isEmpty();
    }

    @Test
    void secondariesMatterOnlyWithPrefix() {
        LinkFacts link =
                link("eth1").settings(new LinkSettings(0, 0, false, false)).facts();
        assertThat(kinds(healthy(), link)).isEmpty();
        assertThat(kinds(plan(router("eth1", true, "192.0.2.100")), healthy(), link))
                .containsExactly(FindingKind.SECONDARIES_NOT_PROMOTED);
    }

    @Test
    void twoInterfacesOnOneSubnetAreFlux() {
        LinkFacts second = link("eth2").address("192.0.2.12", 24).facts();
        LinkFacts elsewhere = link("eth3").address("198.51.100.1", 24).facts();
        assertThat(kinds(healthy(), link("eth1").facts(), second)).containsExactly(FindingKind.ARP_FLUX);
        assertThat(kinds(healthy(), link("eth1").facts(), elsewhere)).isEmpty();
    }

    @Test
    void repliesElsewhereAreWorseWithStrictReversePathFilter() {
        LinkFacts loose = link("eth1").repliesVia("eth0").facts();
        LinkFacts strict = link("eth1")
                .repliesVia("eth0")
                .settings(new LinkSettings(1, 0, true, false))
                .facts();
        LinkFacts strictHere = link("eth1")
                .repliesVia("eth1")
                .settings(new LinkSettings(1, 0, true, false))
                .facts();
        assertThat(kinds(healthy(), loose)).containsExactly(FindingKind.REPLIES_LEAVE_ELSEWHERE);
        assertThat(kinds(healthy(), strict))
                .containsExactly(FindingKind.REPLIES_LEAVE_ELSEWHERE, FindingKind.STRICT_REVERSE_PATH_FILTER);
        assertThat(kinds(healthy(), strictHere)).isEmpty();
    }

    @Test
    void interfacesOfRoutersMustBeThereAndUp() {
        assertThat(kinds(
                        plan(router("eth9", false, "192.0.2.100")),
                        healthy(),
                        link("eth1").facts()))
                .containsExactly(FindingKind.INTERFACE_MISSING);
        assertThat(kinds(healthy(), link("eth1").carrier(false).facts())).containsExactly(FindingKind.INTERFACE_DOWN);
    }

    @Test
    void routersNeedAnAddressToSendFrom() {
        assertThat(kinds(
                        plan(router("eth1", false, "2001:db8::100")),
                        healthy(),
                        link("eth1").facts()))
                .containsExactly(FindingKind.NO_OWN_ADDRESS);
        assertThat(kinds(
                        plan(router("eth1", false, "2001:db8::100")),
                        healthy(),
                        link("eth1").address("fe80::1", 64).facts()))
                .isEmpty();
        assertThat(kinds(
                        plan(router("eth1", false, "2001:db8::100")),
                        healthy(),
                        link("eth1")
                                .settings(new LinkSettings(0, 0, true, true))
                                .facts()))
                .containsExactly(FindingKind.IPV6_DISABLED);
    }

    @Test
    void bridgesAndBondsAreJudged() {
        assertThat(kinds(healthy(), link("eth1").bridge("br0").facts()))
                .containsExactly(FindingKind.SNOOPING_WITHOUT_QUERIER);
        assertThat(kinds(healthy(), link("eth1").bond("balance-alb").facts()))
                .containsExactly(FindingKind.BOND_REWRITES_ARP);
        assertThat(kinds(healthy(), link("eth1").bond("active-backup").facts())).isEmpty();
    }

    @Test
    void networkDaemonsThatManageTheInterfaceAreNamed() {
        LinkFacts networkd = link("eth1").networkd("/run/a.network", false).facts();
        LinkFacts keeps = link("eth1").networkd("/run/a.network", true).facts();
        HostFacts host = new Host().programs(HostFacts.NETWORKD).facts();
        assertThat(kinds(host, networkd)).containsExactly(FindingKind.NETWORKD_REMOVES_ADDRESSES);
        assertThat(kinds(host, keeps)).isEmpty();
        assertThat(kinds(healthy(), networkd)).isEmpty();
        assertThat(kinds(
                        new Host().programs(HostFacts.NETWORK_MANAGER).facts(),
                        link("eth1").networkManager().facts()))
                .containsExactly(FindingKind.NETWORK_MANAGER_REMOVES_ADDRESSES);
        assertThat(kinds(
                        new Host()
                                .programs(HostFacts.NETWORKD)
                                .withoutHostFiles()
                                .facts(),
                        link("eth1").facts()))
                .containsExactly(FindingKind.HOST_FILES_NOT_READ);
        assertThat(kinds(
                        new Host().programs(HostFacts.KEEPALIVED).facts(),
                        link("eth1").facts()))
                .containsExactly(FindingKind.KEEPALIVED_RUNS);
    }

    private static HostFacts healthy() {
        return new Host().facts();
    }

    private static List<FindingKind> kinds(HostFacts host, LinkFacts... links) {
        return kinds(plan(router("eth1", false, "192.0.2.100")), host, links);
    }

    private static List<FindingKind> kinds(ProbePlan plan, HostFacts host, LinkFacts... links) {
        return findings(plan, host, links).stream().map(Finding::kind).toList();
    }

    private static List<Finding> findings(HostFacts host, LinkFacts... links) {
        return findings(plan(router("eth1", false, "192.0.2.100")), host, links);
    }

    private static List<Finding> findings(ProbePlan plan, HostFacts host, LinkFacts... links) {
        Map<String, LinkFacts> all = new LinkedHashMap<>();
        for (LinkFacts link : links) {
            all.put(link.name(), link);
        }
        return HostFindings.of(plan, host, all, List.of(links[0]), List.of());
    }

    static ProbePlan plan(ProbedRouter... routers) {
        return new ProbePlan("a", List.of(routers), List.of(), List.of(), List.of(), 0, 0, 1000);
    }

    static ProbedRouter router(String interfaceName, boolean bindPrefix, String... addresses) {
        return new ProbedRouter("web", interfaceName, interfaceName, 55, List.of(addresses), bindPrefix);
    }

    static Link link(String name) {
        return new Link(name);
    }

    /** Facts of an interface, healthy until changed. */
    static final class Link {
        private final String name;
        private final List<AddressChanged> addresses = new ArrayList<>();
        private LinkSettings settings = GOOD;
        private boolean carrier = true;
        private boolean networkdKeeps;
        private boolean networkManager;
        private String bridge = "";
        private String bond = "";
        private String repliesVia = "";
        private String networkdFile = "";

        private Link(String name) {
            this.name = name;
            if (name.equals("eth1")) {
                address("192.0.2.11", 24);
            }
        }

        Link address(String address, int prefix) {
            addresses.add(new AddressChanged(1, InetAddress.ofLiteral(address), prefix, 0, 0, "", 0, 0, 0));
            return this;
        }

        Link settings(LinkSettings changed) {
            settings = changed;
            return this;
        }

        Link carrier(boolean changed) {
            carrier = changed;
            return this;
        }

        Link bridge(String changed) {
            bridge = changed;
            return this;
        }

        Link bond(String changed) {
            bond = changed;
            return this;
        }

        Link repliesVia(String changed) {
            repliesVia = changed;
            return this;
        }

        Link networkd(String file, boolean keeps) {
            networkdFile = file;
            networkdKeeps = keeps;
            return this;
        }

        Link networkManager() {
            networkManager = true;
            return this;
        }

        LinkFacts facts() {
            return new LinkFacts(
                    name.hashCode(),
                    name,
                    true,
                    carrier,
                    new MacAddress(0x0200_0000_0001L),
                    1500,
                    addresses,
                    settings,
                    bridge,
                    !bridge.isEmpty(),
                    bond,
                    repliesVia,
                    networkdFile,
                    networkdKeeps,
                    networkManager);
        }
    }

    /** Facts of a host, healthy until changed. */
    private static final class Host {
        private List<String> missing = List.of();
        private String kubeProxy = "nftables";
        private boolean ipvs;
        private boolean strict;
        private Set<String> programs = Set.of();
        private boolean hostFiles = true;

        Host missing(String capability) {
            missing = List.of(capability);
            return this;
        }

        Host kubeProxy(String mode) {
            kubeProxy = mode;
            return this;
        }

        Host ipvs(boolean strictArp) {
            ipvs = true;
            strict = strictArp;
            return this;
        }

        Host programs(String name) {
            programs = Set.of(name);
            return this;
        }

        Host withoutHostFiles() {
            hostFiles = false;
            return this;
        }

        HostFacts facts() {
            return new HostFacts(
                    missing, true, Optional.of(true), 0, 0, 0, true, kubeProxy, ipvs, strict, programs, hostFiles);
        }
    }
}
