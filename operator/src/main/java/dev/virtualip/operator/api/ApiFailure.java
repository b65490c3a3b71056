package dev.virtualip.operator.api;

import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a request failed, in one line: the client's own messages carry the whole answer. */
public final class ApiFailure {
    private static final int DEEPEST = 16;

    /** How the HTTP client says that it closed a connection, or gave up a request, since no answer came. */
    private static final Set<String> NO_ANSWER = Set.of("timeout", "Socket closed", "stream was reset: CANCEL");

    private ApiFailure() {}

    /** What the API server said, or else what went wrong on the way. */
    public static String text(Throwable failure) {
        Throwable innermost = failure;
        String said = said(failure);
        for (int depth = 0; depth < DEEPEST && said == null && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
            said = said(innermost);
        }
        if (said != null) {
            return said;
        }
        String message = innermost.getMessage();
        if (message != null && NO_ANSWER.contains(message)) {
            return "no answer in time";
        }
        String text = message == null ? innermost.toString() : message;
        return text.lines().findFirst().orElse("no reason given");
    }

    /** Whether the object is no longer the one that the request was made for: it changed, or has another UID. */
    public static boolean isConflict(KubernetesClientException failure) {
        if (failure.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return true;
        }
        StatusDetails details =
                failure.getStatus() == null ? null : failure.getStatus().getDetails();
        return details != null
                && details.getCauses().stream().anyMatch(cause -> "metadata.uid".equals(cause.getField()));
    }

    private static @Nullable String said(Throwable failure) {
        return failure instanceof KubernetesClientException e && e.getStatus() != null
                ? e.getStatus().getMessage()
                : null;
    }
}
