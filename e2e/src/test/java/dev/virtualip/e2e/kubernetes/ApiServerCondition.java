package dev.virtualip.e2e.kubernetes;

import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.lab.Requirements;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks at the machine before a test that runs an API server, and builds the server where that was not done yet. */
final class ApiServerCondition implements ExecutionCondition, BeforeAllCallback {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("it must run here");
        }
        return missing()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("an API server can run here"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        missing().ifPresent(missing -> {
            throw new AssertionError("CI=true, but " + missing);
        });
    }

    private static Optional<String> missing() {
        List<String> missing = Requirements.missing();
        if (!missing.isEmpty()) {
            return Optional.of("a lab needs " + String.join(", ", missing));
        }
        try {
            Binaries.find();
            return Optional.empty();
        } catch (LabException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
