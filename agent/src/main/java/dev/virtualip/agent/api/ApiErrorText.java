package dev.virtualip.agent.api;

import java.io.IOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/** Error messages of failed requests. */
final class ApiErrorText {
    private static final int MAX_LENGTH = 300;
    private static final int MAX_CAUSES = 8;

    private ApiErrorText() {}

    /**
     * The message of an error answer.
     *
     * @param request verb and path
     * @param body a Status of Kubernetes, or any other text
     */
    static String of(String request, int status, byte[] body) {
        String said = said(body);
        String remedy = switch (status) {
            case ApiException.UNAUTHORIZED -> "; the token or certificate is invalid or expired";
            case ApiException.FORBIDDEN -> "; grant this agent its ClusterRole and Role (deploy/rbac/agent.yaml)";
            default -> "";
        };
        return "%s: %d%s%s".formatted(request, status, said.isEmpty() ? "" : " " + said, remedy);
    }

    /** The message of a failure of the HTTP client: that of the innermost cause that has one. */
    static String of(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null && cause.getCause() != null; i++) {
            if (cause.getCause().getMessage() == null) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause == null) {
            return "unknown reason";
        }
        String message = cause.getMessage();
        if (message == null) {
            // Java gives no message when the connection is refused.
            return cause instanceof ConnectException
                    ? "connection refused"
                    : cause.getClass().getSimpleName();
        }
        return shortened(message);
    }

    private static String said(byte[] body) {
        try {
            String message = ApiJson.read(body, ApiJson.ErrorStatus.class).message();
            return message == null ? "" : shortened(message);
        } catch (IOException _) {
            // Not a Status of Kubernetes; the HTTP status has to do.
            return "";
        }
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        // Not in the middle of a character of two parts.
        int end = MAX_LENGTH - (Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1)) ? 1 : 0);
        return line.substring(0, end) + "…";
    }
}
