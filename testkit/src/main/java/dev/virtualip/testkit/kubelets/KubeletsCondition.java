package dev.virtualip.testkit.kubelets;

import dev.virtualip.testkit.junit.MachineCondition;
import dev.virtualip.testkit.lab.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that this machine can run kubelets, and that the images were built. */
final class KubeletsCondition extends MachineCondition {
    /** Begins the reasons of {@code e2e/bin/cluster check} that no package removes; {@code bin/test} knows it too. */
    private static final String IMPOSSIBLE = "cannot run kubelets";

    private static final Path IMAGE = Checkout.root().resolve("deploy/target/images/virtualip-operator.tar");

    @Override
    protected String missing() {
        String missing = KubeletCluster.missing();
        return missing.isEmpty() && !Files.exists(IMAGE)
                ? "no image " + IMAGE + ": mvn -B -P image -DskipTests package"
                : missing;
    }

    @Override
    protected boolean isExcused(String missing) {
        return missing.contains(IMPOSSIBLE);
    }
}
