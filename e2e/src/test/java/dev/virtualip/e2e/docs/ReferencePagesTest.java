package dev.virtualip.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.golden.GoldenFiles;
import dev.virtualip.testkit.lab.Checkout;
import org.junit.jupiter.api.Test;

/** The generated pages of the documentation are those that the sources give. */
class ReferencePagesTest {

    @Test
    void customResourcesAreCurrent() {
        check("custom-resources.md", ReferencePages.customResources());
        assertThat(ReferencePages.customResources())
                .contains("| `spec.advertisementInterval` | string |", "## VirtualIPPool", "## VRRPRouter");
    }

    @Test
    void reasonsAreCurrent() {
        check("reasons.md", ReferencePages.reasons());
        assertThat(ReferencePages.reasons()).contains("| `AddressInUse` |", "| `PeerTimeout` |", "| `Degraded` |");
    }

    @Test
    void metricsAreCurrent() {
        check("metrics.md", ReferencePages.metrics());
        assertThat(ReferencePages.metrics())
                .contains(
                        "| `virtualip_transitions_total` | counter |",
                        "| `virtualip_operator_plan_seconds` | histogram |");
    }

    private static void check(String page, String text) {
        GoldenFiles.check(Checkout.root().resolve("docs").resolve(page), text);
    }
}
