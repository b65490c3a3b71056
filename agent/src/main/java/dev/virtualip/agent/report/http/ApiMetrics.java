package dev.virtualip.agent.report.http;

import dev.virtualip.agent.api.ApiHealth;
import dev.virtualip.agent.node.AppliedConfig;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.Map;

/** Metrics of the connection to Kubernetes. */
final class ApiMetrics {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ApiMetrics() {}

    static void add(MetricFamilies families, ReportSources.Kubernetes kubernetes, long nowNanos) {
        ApiHealth.Snapshot health = kubernetes.health().get();
        AppliedConfig appliedConfig = kubernetes.appliedConfig().get();
        families.gauge(
                "virtualip_api_degraded",
                "Whether the connection to the API server has a problem; the virtual routers keep running.",
                Map.of(Labels.EMPTY, health.problems().isEmpty() ? 0L : 1L));
        if (health.wasReached()) {
            families.gauge(
                    "virtualip_api_silent_seconds",
                    "Time since the last answer of the API server; a watch receives an event every minute.",
                    Map.of(Labels.EMPTY, (nowNanos - health.lastAnswerNanos()) / NANOS_PER_SECOND));
        }
        families.gauge(
                "virtualip_api_generation",
                "The applied generation of this node's VRRPRouter; 0: there is no such object.",
                Map.of(Labels.EMPTY, appliedConfig.uid() == null ? 0L : appliedConfig.generation()));
        families.counter(
                "virtualip_api_requests",
                "Requests to the API server, by verb and status; error and timeout: there was no answer.",
                requests(health.requests()));
        families.counter(
                "virtualip_api_watch_events",
                "Events received from watches.",
                Map.of(Labels.EMPTY, health.watchEvents()));
        families.counter(
                "virtualip_api_watch_events_overtaken",
                "Events replaced by a newer one before they were handled.",
                Map.of(Labels.EMPTY, health.supersededEvents()));
    }

    private static Map<Labels, Long> requests(Map<String, Long> byVerbAndCode) {
        Map<Labels, Long> requests = new HashMap<>();
        byVerbAndCode.forEach((key, count) -> {
            int space = key.indexOf(' ');
            requests.put(Labels.of("verb", key.substring(0, space), "code", key.substring(space + 1)), count);
        });
        return requests;
    }
}
