package dev.virtualip.operator.plan;

import dev.virtualip.crds.EffectiveSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the plan makes of one VirtualIP.
 *
 * @param generation the generation of its spec that this speaks of
 * @param effective the settings that hold; null: it was refused before they were known
 * @param addresses its addresses, with the prefixes that were given
 * @param routers its virtual routers, one for each family; empty if it is refused and nothing of it runs
 * @param refusal why it cannot be carried out as it stands; null: it can. What ran before goes on meanwhile
 * @param pending what has to happen first, such as a release by another node; empty: nothing
 * @param remarks what a person should know although it is carried out, such as fewer candidates than asked for
 */
public record Verdict(
        long generation,
        @Nullable EffectiveSettings effective,
        List<String> addresses,
        List<PlannedRouter> routers,
        @Nullable Finding refusal,
        List<Finding> pending,
        List<Finding> remarks) {

    /** The reason of a finding about a Virtual Router ID that another host uses too. */
    public static final String ROUTER_ID_CONFLICT = "VirtualRouterIDConflict";

    /** Keeps copies of the lists. */
    public Verdict {
        addresses = List.copyOf(addresses);
        routers = List.copyOf(routers);
        pending = List.copyOf(pending);
        remarks = List.copyOf(remarks);
    }

    /**
     * Those of the remarks that say that somebody else uses its Virtual Router ID: it answers, and it is in danger. The
     * address of the other and the remedy are in the message.
     */
    public List<Finding> conflicts() {
        return remarks.stream()
                .filter(remark -> remark.reason().equals(ROUTER_ID_CONFLICT))
                .toList();
    }

    /**
     * A reason and what a person is told.
     *
     * @param reason one word in camel case, of those in the contract
     * @param message what is so, where, and the remedy
     */
    public record Finding(String reason, String message) {}

    /**
     * A virtual router.
     *
     * @param name as the nodes have it
     * @param ipv6 whether it is of IPv6
     * @param virtualRouterID 1..255
     * @param sharedWith other VirtualIPs in it, in order
     * @param candidates the nodes that take part, the one that shall be Active first
     */
    public record PlannedRouter(
            String name, boolean ipv6, int virtualRouterID, List<String> sharedWith, List<Candidate> candidates) {

        /** Keeps copies of the lists. */
        public PlannedRouter {
            sharedWith = List.copyOf(sharedWith);
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A node that takes part.
     *
     * @param node its name
     * @param interfaceName its interface
     * @param priority 2..250
     */
    public record Candidate(String node, String interfaceName, int priority) {}
}
