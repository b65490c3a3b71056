package dev.virtualip.agent.report.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.virtualip.agent.node.LatenessHistogram;
import dev.virtualip.agent.node.VirtualRouterCounters;
import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.daemon.notification.DestinationState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content of {@code /state}: the fields of the status of a {@code VRRPRouter} and further details. Names are stable;
 * fields may be added. Unknown values are omitted.
 *
 * @param node the node's name
 * @param version the agent's version
 * @param time when this was taken, RFC 3339
 * @param ready whether a configuration was applied
 * @param interfaces as in the status
 * @param virtualRouters as in the status, and more ({@link Router})
 * @param heardVirtualRouters as in the status
 * @param conditions as in the status, and those of notifications and of a refused file
 * @param rejected packets refused before a virtual router was found, by reason
 * @param receiveOverflows packets that the kernel dropped because a receive buffer was full
 * @param recentLateness as in the status
 * @param advertisementLateness how late advertisements left: buckets by upper bound, the last one without
 * @param notifications the destinations of notifications
 * @param reportsDropped transitions and notices that were neither logged nor journalled
 * @param journalEntriesLost entries that the journal lacks
 * @param kubernetes the state of the connection to Kubernetes; null: a file drives this agent
 */
record StateDocument(
        String node,
        String version,
        String time,
        boolean ready,
        List<InterfaceStatus> interfaces,
        List<Router> virtualRouters,
        List<HeardVirtualRouter> heardVirtualRouters,
        List<Condition> conditions,
        Map<String, Long> rejected,
        long receiveOverflows,
        @Nullable String recentLateness,
        LatenessHistogram advertisementLateness,
        List<DestinationState> notifications,
        long reportsDropped,
        long journalEntriesLost,
        @Nullable Kubernetes kubernetes) {

    /**
     * State of the connection to Kubernetes.
     *
     * @param uid the UID of the VRRPRouter; null: it does not exist, or was not read yet
     * @param generation its generation that the event loop has taken
     * @param problems current problems of the connection to the API server
     * @param silentMillis time since the last answer of the API server; null: it has never answered
     * @param leftOut the virtual routers that the object names and that do not run
     * @param requests numbers of requests, by verb and status
     */
    record Kubernetes(
            @Nullable String uid,
            @Nullable Long generation,
            List<String> problems,
            @Nullable Long silentMillis,
            List<String> leftOut,
            Map<String, Long> requests) {}

    /**
     * A virtual router.
     *
     * @param status all that the status has
     * @param virtualIPs whom it serves
     * @param family IPv4 or IPv6
     * @param version 2 or 3
     * @param advertisementInterval what it is configured with
     * @param activeInterval the interval in use: as Backup and Releasing that of the Active
     * @param boundAddresses what is on the interface now
     * @param deadlineMillis in how many milliseconds its timer fires; below 0: it is due
     * @param peers the other routers
     * @param counters what was counted since it was configured
     */
    record Router(
            @JsonUnwrapped VirtualRouterStatus status,
            List<String> virtualIPs,
            String family,
            int version,
            String advertisementInterval,
            @Nullable String activeInterval,
            List<String> boundAddresses,
            @Nullable Long deadlineMillis,
            List<Peer> peers,
            VirtualRouterCounters counters) {}

    /**
     * Another router of the same virtual router.
     *
     * @param address where it sends from
     * @param priority its last priority
     * @param checksums how many of its checksums had which form
     * @param withoutLinkLocal how many of its IPv6 advertisements did not lead with a link-local address
     */
    record Peer(String address, int priority, Checksums checksums, long withoutLinkLocal) {}

    /**
     * The forms of a version 3 checksum over IPv4.
     *
     * @param withPseudoHeader as keepalived sends it by default
     * @param messageOnly as RFC 9568 has it
     */
    record Checksums(long withPseudoHeader, long messageOnly) {}
}
