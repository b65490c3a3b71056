package dev.virtualip.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.HeardProbe;
import dev.virtualip.crds.doctor.ProbeReport;
import dev.virtualip.crds.doctor.ProbedLink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoctorReportTest {
    private static final HeardProbe ALL = new HeardProbe(1, "192.0.2.1", 20, 20, 4, 20, 20);

    @Test
    void everythingThatArrivesIsOk() {
        DoctorReport report = compare(ALL);
        assertThat(report.matrix().get("b")).containsEntry("a", "ok").containsEntry("b", "");
        assertThat(report.findings()).isEmpty();
        assertThat(report.hasError()).isFalse();
    }

    @Test
    void hostsAreInTheOrderOfTheirNames() {
        ProbeReport last = report("c", 3, link("192.0.2.3", 1500, List.of(), List.of()));
        DoctorReport report = DoctorReport.of(List.of(last, first()), List.of());
        assertThat(report.hosts()).extracting(DoctorReport.Host::name).containsExactly("a", "c");
        assertThat(report.matrix().keySet()).containsExactly("a", "c");
    }

    @Test
    void nothingIsAnErrorOfItsDirectionOnly() {
        DoctorReport report = compare(null);
        assertThat(report.matrix().get("b")).containsEntry("a", "nothing");
        assertThat(report.matrix().get("a")).containsEntry("b", "ok");
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo("NothingArrives"))
                .satisfies(finding -> assertThat(finding.node()).isEqualTo("a → b"));
        assertThat(report.hasError()).isTrue();
    }

    @Test
    void lostProbesDecideTheFinding() {
        assertThat(only(new HeardProbe(1, "192.0.2.1", 0, 20, 0, 0, 20))).isEqualTo("MulticastDoesNotArrive");
        assertThat(only(new HeardProbe(1, "192.0.2.1", 20, 0, 4, 20, 0))).isEqualTo("UnicastDoesNotArrive");
        assertThat(only(new HeardProbe(1, "192.0.2.1", 20, 20, 0, 20, 20))).isEqualTo("LargePacketsLost");
        assertThat(only(new HeardProbe(1, "192.0.2.1", 0, 0, 0, 20, 20))).isEqualTo("FirewallDropsIncoming");
    }

    @Test
    void differentMtusAreNamed() {
        ProbedLink small = link("192.0.2.2", 1400, List.of("192.0.2.1"), List.of(ALL));
        DoctorReport report = DoctorReport.of(List.of(first(), report("b", 2, small)), List.of());
        assertThat(report.findings()).extracting(DoctorReport.Explained::kind).contains("MtuDiffers");
    }

    @Test
    void hostsWithoutCommonSubnetAreNotCompared() {
        ProbedLink elsewhere = new ProbedLink(
                "eth1",
                "IPv4",
                "198.51.100.2",
                List.of("198.51.100.0/24"),
                1500,
                20,
                "",
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        DoctorReport report = DoctorReport.of(List.of(first(), report("b", 2, elsewhere)), List.of());
        assertThat(report.matrix().get("b")).containsEntry("a", "-");
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void sameFindingOnTwoNodesIsShownOnceWithRemedyAndLink() {
        Finding finding = Finding.of(FindingKind.CLOCK_NOT_SYNCHRONIZED, "", "The clock is not synchronized.");
        DoctorReport report = DoctorReport.of(List.of(), List.of(finding.at("a"), finding.at("b")));
        assertThat(report.findings())
                .singleElement()
                .satisfies(shown -> assertThat(shown.node()).isEqualTo("a, b"));
        assertThat(DoctorText.of(report, TextStyle.PLAIN, false))
                .contains(
                        "WARNING ClockNotSynchronized  a, b",
                        "Remedy: " + FindingKind.CLOCK_NOT_SYNCHRONIZED.remedy().substring(0, 20),
                        "See docs/doctor.md#clocknotsynchronized");
    }

    @Test
    void notesAreShownOnlyWhenAskedFor() {
        DoctorReport report =
                DoctorReport.of(List.of(), List.of(Finding.of(FindingKind.NONLOCAL_BIND_OFF, "", "It is 0.")));
        assertThat(DoctorText.of(report, TextStyle.PLAIN, false))
                .doesNotContain("NonlocalBindOff")
                .contains("0 hosts probed: 0 errors, 0 warnings; 1 note is shown with -o wide");
        assertThat(DoctorText.of(report, TextStyle.PLAIN, true)).contains("NonlocalBindOff");
    }

    @Test
    void singleHostErrorAndWarningAreInTheSingular() {
        DoctorReport report = DoctorReport.of(
                List.of(report("a", 1, link("192.0.2.1", 1500, List.of(), List.of()))),
                List.of(
                        Finding.of(FindingKind.ARP_IGNORED, "eth1", "It is 8."),
                        Finding.of(FindingKind.ARP_FLUX, "eth1", "It is 0."),
                        Finding.of(FindingKind.NONLOCAL_BIND_OFF, "", "It is 0."),
                        Finding.of(FindingKind.NO_REALTIME_SCHEDULING, "", "It is refused.")));
        assertThat(DoctorText.of(report, TextStyle.PLAIN, false))
                .contains("1 host probed: 1 error, 1 warning; 2 notes are shown with -o wide");
    }

    @Test
    void kubeProxyModesAreShownWithTheirHosts() {
        DoctorReport report = DoctorReport.of(
                List.of(withMode("a", "nftables"), withMode("b", "ipvs"), withMode("c", "nftables"), withMode("d", "")),
                List.of());
        assertThat(DoctorText.of(report, TextStyle.PLAIN, false))
                .contains("\nkube-proxy mode ipvs: b\nkube-proxy mode nftables: a, c\n")
                .doesNotContain("mode :");
    }

    private static ProbeReport withMode(String node, String mode) {
        return new ProbeReport(node, node.charAt(0), "1", "25", mode, 3000, List.of(), List.of());
    }

    private static String only(HeardProbe heard) {
        return compare(heard).findings().getFirst().kind();
    }

    /** Host b heard this of host a; host a heard everything of host b. */
    private static DoctorReport compare(@Nullable HeardProbe heard) {
        List<HeardProbe> ofA = heard == null ? List.of() : List.of(heard);
        return DoctorReport.of(
                List.of(first(), report("b", 2, link("192.0.2.2", 1500, List.of("192.0.2.1"), ofA))), List.of());
    }

    private static ProbeReport first() {
        HeardProbe ofB = new HeardProbe(2, "192.0.2.2", 20, 20, 4, 20, 20);
        return report("a", 1, link("192.0.2.1", 1500, List.of("192.0.2.2"), List.of(ofB)));
    }

    private static ProbeReport report(String node, int identity, ProbedLink link) {
        return new ProbeReport(node, identity, "1", "25", "", 3000, List.of(link), List.of());
    }

    private static ProbedLink link(String source, int mtu, List<String> unicastTo, List<HeardProbe> heard) {
        return new ProbedLink(
                "eth1",
                "IPv4",
                source,
                List.of("192.0.2.0/24"),
                mtu,
                20,
                "",
                true,
                unicastTo,
                heard,
                List.of(),
                List.of());
    }
}
