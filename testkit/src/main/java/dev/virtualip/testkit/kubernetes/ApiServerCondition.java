package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.junit.MachineCondition;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.LabRequirements;
import java.util.List;

/** Checks that this machine can run an API server, and builds the server where that was not done yet. */
final class ApiServerCondition extends MachineCondition {
    @Override
    protected String missing() {
        List<String> missing = LabRequirements.missing();
        if (!missing.isEmpty()) {
            return "a lab needs " + String.join(", ", missing);
        }
        try {
            KubernetesBinaries.find();
            return "";
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
