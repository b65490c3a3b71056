package dev.virtualip.agent.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the HTTP client does on its threads; what goes wrong there becomes an {@link ApiException}. */
final class Waiting {
    private Waiting() {}

    /** Waits for the head of an answer; one that comes too late is thrown away. */
    static HttpResponse<AsyncBody> forAnswer(
            CompletableFuture<HttpResponse<AsyncBody>> sent, long millis, String server) throws ApiException {
        try {
            return get(sent, millis, server);
        } catch (ApiException e) {
            var _ = sent.whenComplete((late, failure) -> {
                if (late != null) {
                    late.body().cancel();
                }
            });
            throw e;
        }
    }

    /** Waits for the end of a body; one that does not end is cut off. */
    static void forEnd(AsyncBody body, long millis, String server) throws ApiException {
        try {
            get(body.done(), millis, server);
        } catch (ApiException e) {
            body.cancel();
            throw e;
        }
    }

    private static <T> T get(CompletableFuture<T> future, long millis, String server) throws ApiException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new ApiException(
                    ApiException.SLOW, "%s did not answer within %d s".formatted(server, millis / 1000), 0);
        } catch (ExecutionException e) {
            throw silent("%s cannot be reached: %s".formatted(server, RefusalText.of(e.getCause())));
        } catch (CancellationException _) {
            throw silent("the connection to " + server + " was given up");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw silent("the agent stops");
        }
    }

    private static ApiException silent(String message) {
        return new ApiException(ApiException.SILENT, message, 0);
    }
}
