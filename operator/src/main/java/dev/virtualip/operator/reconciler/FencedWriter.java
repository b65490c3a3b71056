package dev.virtualip.operator.reconciler;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.leader.LeaderFence;
import dev.virtualip.operator.metrics.WriteCounts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes objects of one kind: only while this operator leads, counted by verb and result, and rescheduled with
 * exponential backoff per object after a failure.
 *
 * <p>The retry of the Java Operator SDK is not used: it logs a stack trace for each attempt, where one line for the
 * first failure of an object is enough, and it retries when an object is gone.
 */
final class FencedWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FencedWriter.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final int MAX_DOUBLINGS = 9;
    private static final int UNPROCESSABLE = 422;
    private static final String CONFLICT = "conflict";

    private final String kind;
    private final LeaderFence fence;
    private final WriteCounts counts;
    private final ConcurrentMap<String, Integer> failures = new ConcurrentHashMap<>();

    /** Writes objects of this kind. */
    FencedWriter(String kind, LeaderFence fence, WriteCounts counts) {
        this.kind = kind;
        this.fence = fence;
        this.counts = counts;
    }

    /** A write; throws {@link KubernetesClientException} when the API server refuses or does not answer. */
    @FunctionalInterface
    interface Request {
        /** Sends the write. */
        void send();
    }

    /**
     * Writes.
     *
     * @return the answer of the reconciler, which reschedules the object after a failure
     */
    <P extends HasMetadata> UpdateControl<P> write(String name, String verb, Request request) {
        UpdateControl<P> answer = UpdateControl.noUpdate();
        Duration delay = delayAfter(name, verb, request);
        return delay.isZero() ? answer : answer.rescheduleAfter(delay);
    }

    private Duration delayAfter(String name, String verb, Request request) {
        if (!fence.holds()) {
            return Duration.ZERO;
        }
        try {
            request.send();
            failures.remove(name);
            counts.count(kind, verb, "done");
            return Duration.ZERO;
        } catch (KubernetesClientException e) {
            if (isGone(verb, e)) {
                return reported(name, verb, "gone");
            }
            return isPresent(verb, e) ? reported(name, verb, CONFLICT) : failed(name, verb, e);
        }
    }

    /** Whether the object was deleted meanwhile: there is nothing left to write. */
    private static boolean isGone(String verb, KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !verb.equals("create");
    }

    /** Whether the object to create exists: to try again before it is deleted fails again. */
    private static boolean isPresent(String verb, KubernetesClientException e) {
        return verb.equals("create") && ApiFailure.isConflict(e);
    }

    /** Gives up a write: the watch reports the object or its end, and the next plan says what to do then. */
    private Duration reported(String name, String verb, String result) {
        failures.remove(name);
        counts.count(kind, verb, result);
        return Duration.ZERO;
    }

    private Duration failed(String name, String verb, KubernetesClientException e) {
        int before = failures.merge(name, 1, (count, one) -> Math.min(count + one, MAX_DOUBLINGS)) - 1;
        boolean conflict = ApiFailure.isConflict(e);
        String result = conflict ? CONFLICT : result(e.getCode());
        counts.count(kind, verb, result);
        // After a conflict the watch reports the newer object soon, and the next plan is made from it.
        if (before == 0 && !conflict) {
            LOG.warn("{} {}: {} {}, retrying with backoff: {}", kind, name, verb, result, ApiFailure.text(e));
        }
        return FIRST_DELAY.multipliedBy(1L << before);
    }

    private static String result(int code) {
        return switch (code) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> "refused";
            default -> "failed";
        };
    }
}
