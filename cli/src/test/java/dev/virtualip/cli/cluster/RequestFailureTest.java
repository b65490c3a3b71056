package dev.virtualip.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFailureTest {
    private static final String URL = "https://192.0.2.1:6443/";

    @ParameterizedTest
    @CsvSource({
        "list, nodes, '', clusterrolebinding, virtualip-viewer",
        "list, daemonsets, apps, clusterrolebinding, virtualip-doctor",
        "get, configmaps, '', clusterrolebinding, virtualip-doctor",
        "list, jobs, batch, clusterrolebinding, virtualip-doctor",
        "create, jobs, batch, rolebinding -n virtualip-system, virtualip-doctor-probe",
        "get, pods/log, '', rolebinding -n virtualip-system, virtualip-doctor-probe",
        "patch, virtualips, virtualip.dev, clusterrolebinding, virtualip-editor",
        "patch, nodes, '', clusterrolebinding, virtualip-maintenance",
    })
    void missingRightNamesTheRoleThatHasItAndHowToBindIt(
            String verb, String resource, String group, String binding, String role) {
        String message =
                "it is forbidden: User \"jane\" cannot %s resource \"%s\" in API group \"%s\" in the namespace \"%s\""
                        .formatted(verb, resource, group, "virtualip-system");
        Status status = new StatusBuilder().withCode(403).withMessage(message).build();
        assertThat(RequestFailure.text(new KubernetesClientException(message, 403, status), URL))
                .contains("The ClusterRole %s has".formatted(role))
                .endsWith("kubectl create %s %s-jane --clusterrole=%s --user=jane".formatted(binding, role, role));
    }

    @Test
    void kindWithoutMetadataIsNoConnectionProblem() {
        KubernetesClientException failure =
                new KubernetesClientException("Could not find the metadata for the given apiVersion and kind");
        assertThat(RequestFailure.text(failure, URL)).contains("does not serve").doesNotContain("No connection");
    }
}
