package dev.virtualip.deploy.chart;

import dev.virtualip.testkit.junit.Prerequisite;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Looks for Helm before a test that runs it, and hands it over. */
final class HelmCondition implements ExecutionCondition, ParameterResolver {

    private static final boolean CI = Prerequisite.isCi();
    private static final Optional<Helm> HELM = CI ? Helm.made() : Helm.there();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return HELM.isPresent() || CI
                ? ConditionEvaluationResult.enabled("there is Helm, or must be")
                : ConditionEvaluationResult.disabled("needs Helm: run e2e/kubernetes/helm/build.sh once");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Helm.class;
    }

    @Override
    public Helm resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return HELM.orElseThrow(() -> new AssertionError("CI=true, but e2e/kubernetes/helm/build.sh failed"));
    }
}
