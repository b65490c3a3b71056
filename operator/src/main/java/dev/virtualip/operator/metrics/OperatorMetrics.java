package dev.virtualip.operator.metrics;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.daemon.DurationMetric;
import dev.virtualip.daemon.notification.DestinationState;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.ServiceUpdates;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.service.ServiceChange.Phase;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the metrics of the operator from their sources; keeps no state. */
final class OperatorMetrics {
    /** Each named Service is a time series. */
    private static final int MAX_NAMED_SERVICES = 100;

    private final List<MetricSnapshot> families = new ArrayList<>();
    private final MetricsSources sources;

    private OperatorMetrics(MetricsSources sources) {
        this.sources = sources;
    }

    static MetricSnapshots of(MetricsSources sources) {
        OperatorMetrics metrics = new OperatorMetrics(sources);
        metrics.process();
        metrics.families.add(DurationMetric.histogram(
                "virtualip_operator_plan_seconds",
                "Duration of plans, from the caches to the new statuses.",
                sources.plans().buckets()));
        metrics.families.add(DurationMetric.histogram(
                "virtualip_operator_service_assignment_seconds",
                "Time from the creation of a Service, in whole seconds, to its first address in its status.",
                sources.assignments().buckets()));
        metrics.writes();
        metrics.notifications();
        metrics.virtualIPs(sources.latest().get());
        metrics.pools(sources.latest().get());
        return new MetricSnapshots(metrics.families);
    }

    private void process() {
        families.add(InfoSnapshot.builder()
                .name("virtualip_build")
                .help("The version of this operator.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", sources.version()))
                        .build())
                .build());
        gauge(
                "virtualip_operator_leader",
                "Whether this operator leads (1) or is a standby (0).",
                Map.of(Labels.EMPTY, sources.leading().getAsBoolean() ? 1L : 0L));
        gauge(
                "virtualip_operator_queue",
                "Number of objects that wait for their reconciler.",
                Map.of(Labels.EMPTY, (long) sources.queued().getAsInt()));
    }

    private void writes() {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name("virtualip_operator_writes")
                .help("Writes to the API server, by kind of object, verb and result.");
        sources.writes()
                .all()
                .forEach((key, count) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("kind", key.kind(), "verb", key.verb(), "result", key.result()))
                        .value(count)
                        .build()));
        families.add(counter.build());
    }

    private void notifications() {
        List<DestinationState> destinations = sources.notifications().get();
        if (destinations.isEmpty()) {
            return;
        }
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name("virtualip_notifications")
                .help("Events for a destination, by result: delivered, refused, expired, dropped; retried: failed"
                        + " attempts.");
        Map<Labels, Long> waiting = new HashMap<>();
        for (DestinationState destination : destinations) {
            destination
                    .results()
                    .forEach((result, count) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(Labels.of("destination", destination.name(), "result", result))
                            .value(count)
                            .build()));
            waiting.put(Labels.of("destination", destination.name()), (long) destination.waiting());
        }
        families.add(counter.build());
        gauge("virtualip_notifications_waiting", "Events that wait for a destination.", waiting);
    }

    /** A standby has no plan, so only the leader exposes the metrics of VirtualIPs. */
    private void virtualIPs(@Nullable PlanResult result) {
        if (result == null) {
            return;
        }
        gauge("virtualip_operator_nodes", "Number of Nodes.", Map.of(Labels.EMPTY, (long)
                result.snapshot().observed().nodes().size()));
        gauge("virtualip_operator_virtual_ips", "Number of VirtualIPs.", Map.of(Labels.EMPTY, (long)
                result.snapshot().desired().virtualIPs().size()));
        gauge(
                "virtualip_operator_unclaimed_virtual_ips",
                "Number of VirtualIPs that disappeared with their definition; the nodes keep their addresses.",
                Map.of(Labels.EMPTY, (long) result.plan().unclaimed().size()));
        services(result.serviceUpdates());
        Map<Labels, Long> conditions = new TreeMap<>();
        for (StatusChange change : result.statusUpdates().changes().values()) {
            for (Condition condition : change.status().conditions()) {
                conditions.merge(Labels.of("condition", condition.type(), "status", condition.status()), 1L, Long::sum);
            }
        }
        gauge("virtualip_operator_conditions", "Number of VirtualIPs by condition and status.", conditions);
    }

    /** The usage of pools, which only the leader exposes too. */
    private void pools(@Nullable PlanResult result) {
        if (result == null || result.plan().pools().isEmpty()) {
            return;
        }
        Map<Labels, Long> addresses = new TreeMap<>();
        Map<Labels, Long> waiting = new TreeMap<>();
        Map<Labels, Long> foreign = new TreeMap<>();
        result.plan().pools().forEach((pool, usage) -> {
            addFamily(addresses, pool, "IPv4", usage.ipv4());
            addFamily(addresses, pool, "IPv6", usage.ipv6());
            waiting.put(Labels.of("pool", pool), (long) usage.waiting().size());
            foreign.put(Labels.of("pool", pool), (long) usage.foreign().size());
        });
        gauge(
                "virtualip_pool_addresses",
                "Number of addresses in the ranges of a VirtualIPPool by state: used by VirtualIPs, free, or"
                        + " unavailable, because they are of nodes, networks or other hosts.",
                addresses);
        gauge(
                "virtualip_pool_waiting",
                "Number of VirtualIPs that wait for a free address of a VirtualIPPool.",
                waiting);
        gauge(
                "virtualip_pool_foreign_addresses",
                "Number of addresses of a VirtualIPPool that other hosts answer for; they are not allocated.",
                foreign);
    }

    private static void addFamily(Map<Labels, Long> addresses, String pool, String family, PoolUsage.Usage usage) {
        if (usage.total() > 0) {
            long unavailable = Math.max(0, usage.total() - usage.used() - usage.free());
            addresses.put(Labels.of("pool", pool, "family", family, "state", "used"), usage.used());
            addresses.put(Labels.of("pool", pool, "family", family, "state", "free"), usage.free());
            addresses.put(Labels.of("pool", pool, "family", family, "state", "unavailable"), unavailable);
        }
    }

    private void services(ServiceUpdates updates) {
        Map<Labels, Long> phases = new TreeMap<>();
        Map<Labels, Long> lacking = new TreeMap<>();
        updates.changes().forEach((key, change) -> {
            Phase phase = change.phase();
            if (phase != Phase.NOT_SERVED) {
                phases.merge(Labels.of("phase", phase.name().toLowerCase(Locale.ROOT)), 1L, Long::sum);
            }
            if ((phase == Phase.REFUSED || phase == Phase.PENDING) && lacking.size() < MAX_NAMED_SERVICES) {
                int slash = key.indexOf('/');
                lacking.put(
                        Labels.of("service_namespace", key.substring(0, slash), "service", key.substring(slash + 1)),
                        1L);
            }
        });
        gauge(
                "virtualip_operator_services",
                "Number of Services of type LoadBalancer that it serves, by phase.",
                phases);
        gauge(
                "virtualip_operator_service_without_address",
                "A Service that waits for its address or is refused one; at most %d are named."
                        .formatted(MAX_NAMED_SERVICES),
                lacking);
    }

    private void gauge(String name, String help, Map<Labels, Long> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
        families.add(gauge.build());
    }
}
