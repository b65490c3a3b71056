package dev.virtualip.crds.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one VirtualIP.
 *
 * @param name its name; in file mode, that of its virtual router
 * @param service the Service, as namespace/name, that it was made for; null: none
 * @param addresses its addresses
 * @param severity its state in one word
 * @param state its state in few words
 * @param activeNode the node that answers; null: none
 * @param interfaceName the interface there; null: none answers
 * @param virtualRouterID its Virtual Router ID; null: none yet
 * @param since when the node began to answer, RFC 3339; null: not known
 * @param backups the nodes that can take over
 * @param moves how often it moved
 * @param lastMove its last move; null: none
 * @param plannedMove the planned move under way; null: none
 * @param routers its virtual routers, one for each family
 */
public record AddressReport(
        String name,
        @Nullable String service,
        List<String> addresses,
        Severity severity,
        String state,
        @Nullable String activeNode,
        @Nullable String interfaceName,
        @Nullable Integer virtualRouterID,
        @Nullable String since,
        List<String> backups,
        long moves,
        @Nullable LastMove lastMove,
        @Nullable String plannedMove,
        List<RouterReport> routers) {

    /** Copies the lists. */
    public AddressReport {
        addresses = List.copyOf(addresses);
        backups = List.copyOf(backups);
        routers = List.copyOf(routers);
    }

    /** The Service, or else the name. */
    public String title() {
        return title(name, service);
    }

    /**
     * The title of a VirtualIP.
     *
     * @param service the Service that it was made for, as namespace/name; null: none
     */
    public static String title(String name, @Nullable String service) {
        return service == null ? name : "svc " + service;
    }

    /**
     * A move.
     *
     * @param from the node that answered before; null: none
     * @param to the node that answers since
     * @param time RFC 3339
     * @param reason one word in camel case
     * @param explanation the reason as a sentence
     */
    public record LastMove(@Nullable String from, String to, String time, String reason, String explanation) {}

    /**
     * A virtual router.
     *
     * @param name its name on the nodes
     * @param family IPv4 or IPv6
     * @param virtualRouterID 1..255; null: not known
     * @param sharedWith the other VirtualIPs that it serves
     * @param members the nodes that take part
     */
    public record RouterReport(
            String name,
            String family,
            @Nullable Integer virtualRouterID,
            List<String> sharedWith,
            List<MemberReport> members) {

        /** Copies the lists. */
        public RouterReport {
            sharedWith = List.copyOf(sharedWith);
            members = List.copyOf(members);
        }
    }

    /**
     * A node's part in a virtual router.
     *
     * @param node its name
     * @param state Active, Backup, Releasing or Initialize; Unknown: its agent has not reported
     * @param stale whether another node took over since it reported Active
     * @param priority the planned priority
     * @param effectivePriority the priority while health checks fail; null: the planned one
     * @param interfaceName its interface
     * @param since when the state began, RFC 3339; null: not known
     * @param reason why the state began, one word in camel case; null: not known
     * @param health the health checks in few words; empty: there is none
     * @param problems what its agent reports
     */
    public record MemberReport(
            String node,
            String state,
            boolean stale,
            int priority,
            @Nullable Integer effectivePriority,
            @Nullable String interfaceName,
            @Nullable String since,
            @Nullable String reason,
            String health,
            List<String> problems) {

        /** Copies the list. */
        public MemberReport {
            problems = List.copyOf(problems);
        }
    }
}
