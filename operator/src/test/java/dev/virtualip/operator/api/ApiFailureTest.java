package dev.virtualip.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** A failure is described in one line: the message of the API server, or the innermost cause. */
class ApiFailureTest {

    @Test
    void messageOfTheServerIsUsed() {
        KubernetesClientException refused = new KubernetesClientException(
                "Failure executing: POST",
                403,
                new StatusBuilder().withMessage("not allowed").build());

        assertThat(ApiFailure.text(new IllegalStateException(refused))).isEqualTo("not allowed");
    }

    @Test
    void innermostCauseIsUsedWithoutAnAnswer() {
        assertThat(ApiFailure.text(new KubernetesClientException("An error", new ConnectException("refused\nmore"))))
                .isEqualTo("refused");
        assertThat(ApiFailure.text(new ConnectException())).isEqualTo("java.net.ConnectException");
    }

    @Test
    void abandonedConnectionIsReportedAsNoAnswer() {
        Throwable timeout = new InterruptedIOException("timeout").initCause(new SocketException("Socket closed"));

        assertThat(ApiFailure.text(new KubernetesClientException("An error", timeout)))
                .isEqualTo("no answer in time");
    }

    @Test
    void otherUidIsAConflict() {
        StatusBuilder status = new StatusBuilder()
                .withNewDetails()
                .addNewCause("metadata.uid", "field is immutable", "FieldValueInvalid")
                .endDetails();

        assertThat(ApiFailure.isConflict(new KubernetesClientException("no", 422, status.build())))
                .isTrue();
        assertThat(ApiFailure.isConflict(new KubernetesClientException("no", 409, null)))
                .isTrue();
        assertThat(ApiFailure.isConflict(new KubernetesClientException("no", 422, null)))
                .isFalse();
    }
}
