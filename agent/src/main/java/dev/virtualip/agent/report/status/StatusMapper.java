package dev.virtualip.agent.report.status;

import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HeardRouter;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.DisplayText;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps a snapshot to the status of a {@code VRRPRouter}. Remembers the start times of conditions. Thread-safe. */
public final class StatusMapper {
    /** Limits of the CustomResourceDefinition; the API server refuses a status that exceeds one. */
    static final int MAX_ROUTERS = 1024;

    static final int MAX_CONDITIONS = 16;
    static final int MAX_ADDRESSES_IN_USE = 16;
    static final int MAX_MESSAGE = 1024;

    private final InstantSource clock;
    private ConditionTimestamps conditions = ConditionTimestamps.none();

    /** A view that dates conditions by this clock. */
    public StatusMapper(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The status.
     *
     * @param snapshot the node
     * @param appliedConfig the configuration from Kubernetes; {@link AppliedConfig#NONE} without Kubernetes
     * @param observedGeneration the generation that is fully applied; null without Kubernetes
     */
    public synchronized VRRPRouterStatus of(
            NodeSnapshot snapshot, AppliedConfig appliedConfig, @Nullable Long observedGeneration) {
        conditions = conditions.next(clock.instant());
        return new VRRPRouterStatus(
                observedGeneration,
                ReportedInterfaces.of(snapshot).stream()
                        .map(StatusMapper::networkInterface)
                        .toList(),
                Stream.concat(
                                snapshot.virtualRouters().stream().map(router -> virtualRouter(router, appliedConfig)),
                                appliedConfig.skippedRouters().stream().map(left -> skipped(left, appliedConfig)))
                        .limit(MAX_ROUTERS)
                        .toList(),
                snapshot.heardVirtualRouters().stream()
                        .limit(VRRPRouterStatus.MAX_HEARD)
                        .map(StatusMapper::foreignRouter)
                        .toList(),
                conditions("", oneOfEachType(both(snapshot.conditions(), appliedConfig.conditions()))),
                LatenessClass.of(snapshot.lateness().recentLargestNanos()));
    }

    private VirtualRouterStatus virtualRouter(VirtualRouterSnapshot router, AppliedConfig appliedConfig) {
        Reason reason = router.reason();
        VirtualRouterSpec spec = router.spec();
        return new VirtualRouterStatus(
                spec.name(),
                spec.interfaceName(),
                spec.vrrpApart() ? spec.vrrpInterfaceName() : null,
                spec.virtualRouterId(),
                Stream.of(spec.binding().addresses(), spec.binding().extraAddresses())
                        .flatMap(List::stream)
                        .filter(virtual -> !router.unboundAddresses().contains(virtual.address()))
                        .map(DisplayText::prefixed)
                        .toList(),
                router.state().label(),
                spec.priority(),
                router.effectivePriority() == spec.priority() ? null : router.effectivePriority(),
                text(router.activeRouter()),
                text(router.otherActiveRouter()),
                text(router.previousActiveRouter()),
                text(router.sourceAddress()),
                time(router.since()),
                reason == null ? "" : reason.label(),
                router.transitions(),
                router.boundAddresses().isEmpty() ? null : Durations.format(router.lifetimeNanos()),
                router.healthChecks().stream().map(StatusMapper::healthCheck).toList(),
                router.addressesInUse().stream()
                        .limit(MAX_ADDRESSES_IN_USE)
                        .map(StatusMapper::addressInUse)
                        .toList(),
                conditions(spec.name(), both(router.conditions(), appliedConfig.conditionsOf(spec.name()))));
    }

    private VirtualRouterStatus skipped(SkippedRouter left, AppliedConfig appliedConfig) {
        List<dev.virtualip.crds.condition.Condition> reasons =
                conditions(left.name(), appliedConfig.conditionsOf(left.name()));
        return new VirtualRouterStatus(
                left.name(),
                left.interfaceName(),
                null,
                left.virtualRouterId(),
                left.addresses(),
                "Initialize",
                left.priority(),
                null,
                null,
                null,
                null,
                null,
                reasons.isEmpty() ? "" : String.valueOf(reasons.getFirst().lastTransitionTime()),
                "",
                0,
                null,
                List.of(),
                List.of(),
                reasons);
    }

    private static List<RouterCondition> both(List<RouterCondition> one, List<RouterCondition> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Merges conditions of the same type: the API server refuses a status with two of them. */
    private static List<RouterCondition> oneOfEachType(List<RouterCondition> all) {
        Map<String, List<RouterCondition>> byType = all.stream()
                .collect(Collectors.groupingBy(RouterCondition::type, LinkedHashMap::new, Collectors.toList()));
        return byType.values().stream().map(StatusMapper::first).toList();
    }

    private static RouterCondition first(List<RouterCondition> ofOneType) {
        RouterCondition first = ofOneType.getFirst();
        int more = ofOneType.size() - 1;
        return more == 0
                ? first
                : new RouterCondition(first.type(), first.reason(), first.message() + " (and " + more + " more)");
    }

    private List<dev.virtualip.crds.condition.Condition> conditions(String subject, List<RouterCondition> now) {
        return now.stream()
                .limit(MAX_CONDITIONS)
                .map(condition -> conditions.of(subject, bounded(condition)))
                .toList();
    }

    private static RouterCondition bounded(RouterCondition condition) {
        return new RouterCondition(condition.type(), condition.reason(), bounded(condition.message()));
    }

    private static String bounded(String text) {
        if (text.length() <= MAX_MESSAGE) {
            return text;
        }
        // Half of a character of two parts is no text that JSON can hold.
        int end = MAX_MESSAGE - (Character.isHighSurrogate(text.charAt(MAX_MESSAGE - 2)) ? 2 : 1);
        return text.substring(0, end) + "…";
    }

    private static VirtualRouterStatus.HealthCheckStatus healthCheck(HealthCheckState check) {
        return new VirtualRouterStatus.HealthCheckStatus(
                check.name(),
                check.healthy(),
                check.healthy() == null ? null : time(check.since()),
                check.lastError() == null ? null : bounded(check.lastError()));
    }

    private static VirtualRouterStatus.AddressInUse addressInUse(ClaimedAddress claimed) {
        return new VirtualRouterStatus.AddressInUse(AddressText.format(claimed.address()), claimed.mac());
    }

    private static InterfaceStatus networkInterface(InterfaceSnapshot link) {
        return new InterfaceStatus(
                link.name(),
                link.up(),
                link.mac().isEmpty() ? null : link.mac(),
                link.addresses().stream().map(DisplayText::prefixed).toList());
    }

    private static dev.virtualip.crds.v1alpha1.HeardVirtualRouter foreignRouter(HeardRouter foreign) {
        return new dev.virtualip.crds.v1alpha1.HeardVirtualRouter(
                foreign.interfaceName(),
                foreign.virtualRouterId(),
                AddressText.format(foreign.source()),
                foreign.version());
    }

    private static @Nullable String text(@Nullable InetAddress address) {
        return address == null ? null : AddressText.format(address);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
