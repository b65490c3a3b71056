package dev.virtualip.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodRefusalTest {
    private static final String POLICY = "forbidden: violates PodSecurity \"restricted:latest\": host namespaces"
            + " (hostNetwork=true, hostPID=true)";

    @Test
    void podSecurityRefusalOfAllNodesIsOneFindingWithTheLabel() {
        DoctorReport report = DoctorReport.of(List.of(), List.of(refusal("a", 0), refusal("b", 1), refusal("c", 2)));
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo("PodSecurityRefusesProbe"))
                .satisfies(finding -> assertThat(finding.node()).isEqualTo("a, b, c"))
                .satisfies(finding -> assertThat(finding.message())
                        .contains("namespace virtualip-system", POLICY)
                        .doesNotContain("virtualip-doctor-"));
        assertThat(DoctorText.of(report, TextStyle.PLAIN, false).replaceAll("\\s+", " "))
                .contains("pod-security.kubernetes.io/enforce=privileged", "1 error, 0 warnings");
    }

    @Test
    void otherRefusalIsNodeNotProbedWithItsReason() {
        Finding finding = PodRefusal.finding(
                "a",
                "virtualip-system",
                "Error creating: pods \"virtualip-doctor-1a2b3c-0-x\" is forbidden: exceeded quota: pods");
        assertThat(finding.kind()).isEqualTo(FindingKind.NODE_NOT_PROBED);
        assertThat(finding.message()).isEqualTo("The probe's Pod was refused: forbidden: exceeded quota: pods.");
        assertThat(PodRefusal.finding("a", "virtualip-system", null).message()).contains("no reason is given");
    }

    private static Finding refusal(String node, int number) {
        return PodRefusal.finding(
                node,
                "virtualip-system",
                "Error creating: pods \"virtualip-doctor-1a2b3c-%d-abcde\" is %s".formatted(number, POLICY));
    }
}
