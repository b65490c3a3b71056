package dev.virtualip.operator.api;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** Why a request failed, in one line: the client's own messages carry the whole answer. */
public final class ApiFailure {
    private static final int DEEPEST = 16;

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
        String text = message == null ? innermost.toString() : message;
        return text.lines().findFirst().orElse("no reason given");
    }

    private static @Nullable String said(Throwable failure) {
        return failure instanceof KubernetesClientException e && e.getStatus() != null
                ? e.getStatus().getMessage()
                : null;
    }
}
