package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.junit.MachineCondition;
import java.util.List;

/** Checks that this machine can build labs in which keepalived runs. */
final class LabCondition extends MachineCondition {
    @Override
    protected String missing() {
        List<String> missing = LabRequirements.missing("keepalived");
        return missing.isEmpty() ? "" : "a lab needs " + String.join(", ", missing);
    }
}
