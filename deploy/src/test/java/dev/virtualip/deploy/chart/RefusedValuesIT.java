package dev.virtualip.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.lab.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that the chart refuses without a cluster, and the messages. */
@RequiresHelm
class RefusedValuesIT {

    private final Helm helm;

    RefusedValuesIT(Helm helm) {
        this.helm = helm;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "agent.realtime=maybe; /agent/realtime",
                "agent.nosuch=1; nosuch",
                "nosuch.enabled=true; nosuch",
                "operator.replicas=two; /operator/replicas",
                "operator.replicas=-1; /operator/replicas",
                "agent.secrets=virtualip-keys; /agent/secrets",
                "agent.stopGrace=11s; /agent/stopGrace",
                "agent.stopGrace=soon; /agent/stopGrace",
                "agent.stateFolder=state; /agent/stateFolder",
                "agent.terminationGracePeriodSeconds=5; /agent/terminationGracePeriodSeconds",
                "agent.metrics.port=70000; /agent/metrics/port",
                "agent.maxUnavailable=0; /agent/maxUnavailable",
                "crds.install=helm; /crds/install",
                "image.pullPolicy=Sometimes; /image/pullPolicy",
                "agent.image.digest=latest; /agent/image/digest",
                "agent.resources.limits.cpu=1; A throttled agent advertises late",
                "apiServer.host=192.0.2.1; give both host and port",
            })
    void invalidValueIsRefusedByName(String values, String said) {
        CommandResult answer = helm.template(Chart.NAMESPACE, "--set", values);

        assertThat(answer.exit()).isNotZero();
        assertThat(answer.output()).contains(said);
    }

    @Test
    void bothKindsOfMonitorsAreRefused() {
        CommandResult answer = helm.template(
                Chart.NAMESPACE, "--set", "monitoring.podMonitor.enabled=true,monitoring.serviceMonitor.enabled=true");

        assertThat(answer.exit()).isNotZero();
        assertThat(answer.output()).contains("choose one");
    }

    @Test
    void oldClusterIsRefused() {
        CommandResult answer = helm.template(Chart.NAMESPACE, "--kube-version", "1.30");

        assertThat(answer.exit()).isNotZero();
        assertThat(answer.output()).contains("kubeVersion").contains("1.31");
    }
}
