package dev.virtualip.testkit.junit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Base of the conditions that inspect the machine before a test class runs. When something is missing the class is
 * skipped with the reason; in continuous integration it fails, unless the condition excuses that machine.
 */
public abstract class MachineCondition implements ExecutionCondition, BeforeAllCallback {
    /** Names what this machine lacks, in plain words; empty when nothing is missing. */
    protected abstract String missing();

    /** Whether the tests may be skipped for this reason even in continuous integration. */
    protected boolean isExcused(String missing) {
        return false;
    }

    @Override
    public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("nothing is missing");
        }
        return Prerequisite.isCi() && !isExcused(missing)
                ? ConditionEvaluationResult.enabled("must run in continuous integration")
                : ConditionEvaluationResult.disabled(missing);
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        String missing = missing();
        if (!missing.isEmpty()) {
            throw new AssertionError("CI=true, but " + missing);
        }
    }
}
