package dev.virtualip.e2e.kubelets;

import dev.virtualip.e2e.lab.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks at the machine before a test that runs kubelets. */
final class KubeletsCondition implements ExecutionCondition, BeforeAllCallback {
    /** How {@code e2e/bin/cluster check} begins what no package mends; {@code .ci/run} knows it too. */
    private static final String HOPELESS = "cannot run kubelets";

    private static final Path IMAGE = Checkout.root().resolve("deploy/target/images/virtualip-operator.tar");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("a cluster can run here");
        }
        return isCi() && !missing.contains(HOPELESS)
                ? ConditionEvaluationResult.enabled("it must run here")
                : ConditionEvaluationResult.disabled(missing);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        String missing = missing();
        if (!missing.isEmpty()) {
            throw new AssertionError("CI=true, but " + missing);
        }
    }

    private static String missing() {
        String missing = KubeletCluster.missing();
        return missing.isEmpty() && !Files.exists(IMAGE)
                ? "no image " + IMAGE + ": mvn -B -P image -DskipTests package"
                : missing;
    }

    private static boolean isCi() {
        return "true".equals(System.getenv("CI"));
    }
}
