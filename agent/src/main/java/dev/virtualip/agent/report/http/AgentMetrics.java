package dev.virtualip.agent.report.http;

import dev.virtualip.agent.node.LatenessHistogram;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.report.log.ReportCounts;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.daemon.DurationBuckets;
import dev.virtualip.daemon.DurationMetric;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Metrics of the agent. Those of a virtual router have the labels virtual_router, virtual_ip, interface, vrid and
 * family; packets refused before a virtual router was found have a reason only. Each answer is computed from one
 * snapshot of the event loop.
 */
final class AgentMetrics {
    private final MetricFamilies families = new MetricFamilies();
    private final NodeSnapshot snapshot;
    private final ReportCounts counts;
    private final Collection<RouterLabels> routers;

    private AgentMetrics(NodeSnapshot snapshot, ReportCounts counts) {
        this.snapshot = snapshot;
        this.counts = counts;
        this.routers = RouterLabels.of(snapshot);
    }

    static MetricSnapshots of(NodeSnapshot snapshot, ReportSources sources) {
        AgentMetrics metrics = new AgentMetrics(snapshot, sources.counts().get());
        metrics.families.add(InfoSnapshot.builder()
                .name("virtualip_build")
                .help("The version of this agent.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", sources.version()))
                        .build())
                .build());
        metrics.states();
        metrics.health();
        metrics.packets();
        metrics.durations();
        metrics.losses();
        NotificationReport.metrics(metrics.families, sources.notifications().get());
        ReportSources.Kubernetes kubernetes = sources.kubernetes();
        if (kubernetes != null) {
            ApiMetrics.add(
                    metrics.families, kubernetes, sources.monotonicNanos().getAsLong());
        }
        return metrics.families.snapshots();
    }

    private void states() {
        families.gauge(
                "virtualip_state",
                "The state of the virtual router: 0 Initialize, 1 Backup, 2 Active, 3 Releasing.",
                each(router -> number(router.state())));
        families.gauge(
                "virtualip_addresses_bound",
                "Number of addresses of the virtual router on the interface.",
                each(router -> router.boundAddresses().size()));
        families.counter(
                "virtualip_addresses_expired",
                "Addresses that the kernel removed because the agent did not renew them in time; the agent binds them"
                        + " again.",
                each(router -> router.counters().addressesExpired()));
        families.counter("virtualip_transitions", "State changes of the virtual router, by reason.", transitions());
        families.counter(
                "virtualip_conflicts",
                "Conflicts detected for the virtual router, by kind.",
                byKey("kind", router -> router.counters().conflicts()));
    }

    /** A check without a verdict has no value. */
    private void health() {
        Map<Labels, Long> values = new HashMap<>();
        routers.forEach(router -> router.router().healthChecks().forEach(check -> {
            Boolean healthy = check.healthy();
            if (healthy != null) {
                values.put(router.health(check.name()), healthy ? 1L : 0L);
            }
        }));
        families.gauge("virtualip_health_check_up", "Whether the health check passes: 1 healthy, 0 unhealthy.", values);
    }

    private void packets() {
        families.counter(
                "virtualip_advertisements_sent",
                "VRRP advertisements sent.",
                each(router -> router.counters().advertisementsSent()));
        families.counter(
                "virtualip_advertisement_send_errors",
                "VRRP advertisements that the kernel refused to send.",
                each(router -> router.counters().sendErrors()));
        families.counter(
                "virtualip_advertisements_received",
                "VRRP advertisements accepted.",
                each(router -> router.counters().advertisementsReceived()));
        Map<Labels, Long> rejected = byKey("reason", router -> router.counters().rejected());
        snapshot.rejected().forEach((reason, count) -> rejected.put(Labels.of("reason", reason), count));
        families.counter(
                "virtualip_advertisements_rejected",
                "VRRP packets refused, by reason; without a virtual router if none matched.",
                rejected);
        families.counter(
                "virtualip_announcements_sent",
                "Gratuitous ARP (arp) and unsolicited neighbor advertisements (na) sent.",
                byKey("kind", router -> router.counters().announcements()));
    }

    private void durations() {
        families.add(DurationMetric.histogram(
                "virtualip_failover_seconds",
                "Takeovers from a router that failed or stopped: the time from its last advertisement"
                        + " until this router was Active.",
                counts.failovers()));
        LatenessHistogram lateness = snapshot.lateness();
        families.add(DurationMetric.histogram(
                "virtualip_advertisement_lateness_seconds",
                "Delay between an advertisement's deadline and its sending.",
                new DurationBuckets(lateness.upperBoundsNanos(), lateness.counts(), lateness.sumNanos())));
    }

    private void losses() {
        families.counter(
                "virtualip_receive_overflows",
                "Packets that the kernel dropped because a receive buffer was full.",
                Map.of(Labels.EMPTY, snapshot.receiveOverflows()));
        families.counter(
                "virtualip_reports_dropped",
                "Transitions and notices that came faster than they could be logged.",
                Map.of(Labels.EMPTY, counts.reportsDropped()));
        families.counter(
                "virtualip_journal_entries_lost",
                "Entries missing from the transition journal because the disk was full or they came too fast.",
                Map.of(Labels.EMPTY, counts.journalEntriesLost()));
    }

    private Map<Labels, Long> each(ToLongFunction<VirtualRouterSnapshot> value) {
        Map<Labels, Long> values = new HashMap<>();
        routers.forEach(router -> values.put(router.labels(), value.applyAsLong(router.router())));
        return values;
    }

    private Map<Labels, Long> byKey(String label, Function<VirtualRouterSnapshot, Map<String, Long>> counters) {
        Map<Labels, Long> values = new HashMap<>();
        routers.forEach(router ->
                counters.apply(router.router()).forEach((key, count) -> values.put(router.and(label, key), count)));
        return values;
    }

    private Map<Labels, Long> transitions() {
        Map<String, RouterLabels> byName = new HashMap<>();
        routers.forEach(router -> byName.putIfAbsent(router.name(), router));
        Map<Labels, Long> values = new HashMap<>();
        counts.transitions().forEach((key, count) -> {
            RouterLabels router = byName.get(key.virtualRouter());
            if (router != null) {
                Labels labels =
                        router.and("from", key.from()).add("to", key.to()).add("reason", key.reason());
                values.put(labels, count);
            }
        });
        return values;
    }

    private static long number(State state) {
        return switch (state) {
            case State.Initialize ignored -> 0;
            case State.Backup ignored -> 1;
            case State.Active ignored -> 2;
            case State.Releasing ignored -> 3;
        };
    }
}
