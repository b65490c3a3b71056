package dev.virtualip.operator.writing;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.leader.Fence;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out writes of one kind of object: only while the fence holds; after a failure again, with pauses that grow
 * for that object; and says once, in one line, what is wrong.
 */
public final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int DOUBLINGS = 9;

    private final String kind;
    private final Fence fence;
    private final WriteCounts counts;
    private final ConcurrentMap<String, Integer> failures = new ConcurrentHashMap<>();

    /** For one kind of object. */
    public Writer(String kind, Fence fence, WriteCounts counts) {
        this.kind = kind;
        this.fence = fence;
        this.counts = counts;
    }

    /** A write; throws {@link KubernetesClientException} when the API server refuses or does not answer. */
    @FunctionalInterface
    public interface Request {
        /** Writes. */
        void send();
    }

    /**
     * Writes.
     *
     * @return how long to wait before trying again; zero: nothing is left to do
     */
    public Duration write(String name, String verb, Request request) {
        if (!fence.holds()) {
            return Duration.ZERO;
        }
        try {
            request.send();
            failures.remove(name);
            counts.count(kind, verb, "done");
            return Duration.ZERO;
        } catch (KubernetesClientException e) {
            return isGone(verb, e) ? gone(name, verb) : failed(name, verb, e);
        }
    }

    /** Whether somebody deleted it meanwhile: the watch shows it in a moment, and nothing is left to write. */
    private static boolean isGone(String verb, KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !verb.equals("create");
    }

    private Duration gone(String name, String verb) {
        failures.remove(name);
        counts.count(kind, verb, "gone");
        return Duration.ZERO;
    }

    private Duration failed(String name, String verb, KubernetesClientException e) {
        int before = failures.merge(name, 1, (count, one) -> Math.min(count + one, DOUBLINGS)) - 1;
        boolean conflict = ApiFailure.isConflict(e);
        String result = conflict ? "conflict" : result(e.getCode());
        counts.count(kind, verb, result);
        // Somebody else wrote first: the watch shows it in a moment, and the next plan knows it.
        if (before == 0 && !conflict) {
            LOG.warn("Write{}: {} of {} {}: {}", capital(result), verb, kind, name, ApiFailure.text(e));
        }
        return FIRST_PAUSE.multipliedBy(1L << before);
    }

    private static String result(int code) {
        return switch (code) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> "refused";
            default -> "failed";
        };
    }

    private static final int UNPROCESSABLE = 422;

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
