package dev.virtualip.e2e;

import dev.virtualip.e2e.lab.Requirements;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks at the machine before a test that builds labs. */
final class LabCondition implements ExecutionCondition, BeforeAllCallback {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = Requirements.missing("keepalived");
        return missing.isEmpty() || isCi()
                ? ConditionEvaluationResult.enabled("a lab can be built here, or must be")
                : ConditionEvaluationResult.disabled("a lab needs " + String.join(", ", missing));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> missing = Requirements.missing("keepalived");
        if (!missing.isEmpty()) {
            throw new AssertionError("CI=true, but a lab needs " + String.join(", ", missing));
        }
    }

    private static boolean isCi() {
        return "true".equals(System.getenv("CI"));
    }
}
