package dev.virtualip.operator.api;

import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a failed request in one line; the client's own messages contain the whole response. */
public final class ApiFailure {
    private static final int MAX_DEPTH = 16;

    /** The messages of the HTTP client when it closed a connection or cancelled a request without an answer. */
    private static final Set<String> NO_ANSWER = Set.of("timeout", "Socket closed", "stream was reset: CANCEL");

    private ApiFailure() {}

    /** The message of the API server, or else the innermost cause. */
    public static String text(Throwable failure) {
        Throwable innermost = failure;
        String message = message(failure);
        for (int depth = 0; depth < MAX_DEPTH && message == null && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
            message = message(innermost);
        }
        if (message != null) {
            return message;
        }
        String cause = innermost.getMessage();
        if (cause != null && NO_ANSWER.contains(cause)) {
            return "no answer in time";
        }
        String text = cause == null ? innermost.toString() : cause;
        return text.lines().findFirst().orElse("no reason given");
    }

    /** Whether the object changed since it was read, or another object has its name. */
    public static boolean isConflict(KubernetesClientException failure) {
        if (failure.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return true;
        }
        StatusDetails details =
                failure.getStatus() == null ? null : failure.getStatus().getDetails();
        return details != null
                && details.getCauses().stream().anyMatch(cause -> "metadata.uid".equals(cause.getField()));
    }

    private static @Nullable String message(Throwable failure) {
        return failure instanceof KubernetesClientException e && e.getStatus() != null
                ? e.getStatus().getMessage()
                : null;
    }
}
