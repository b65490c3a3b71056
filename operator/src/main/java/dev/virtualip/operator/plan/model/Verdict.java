package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the plan for one VirtualIP.
 *
 * @param generation the generation of the spec
 * @param effective the effective settings; null: the spec is unreadable
 * @param addresses the addresses, with the prefixes that the user gave
 * @param routers its virtual routers, one per family; empty if it is refused and does not run
 * @param refusal why the spec is refused; null: it is not. Running virtual routers stay unchanged
 * @param pending what it waits for, such as a release by another node
 * @param move the planned move; null: none
 * @param remarks further findings for users, such as fewer candidates than wanted
 */
public record Verdict(
        long generation,
        @Nullable EffectiveSettings effective,
        List<String> addresses,
        List<ServingRouter> routers,
        @Nullable Finding refusal,
        List<Finding> pending,
        @Nullable Move move,
        List<Finding> remarks) {

    /** The reason of a finding about a Virtual Router ID that another host uses too. */
    public static final String ROUTER_ID_CONFLICT = "VirtualRouterIDConflict";

    /** Copies the lists. */
    public Verdict {
        addresses = List.copyOf(addresses);
        routers = List.copyOf(routers);
        pending = List.copyOf(pending);
        remarks = List.copyOf(remarks);
    }

    /**
     * Returns the remarks about foreign routers that use its Virtual Router ID. The VirtualIP works, but is at risk.
     */
    public List<Finding> conflicts() {
        return remarks.stream()
                .filter(remark -> remark.reason().equals(ROUTER_ID_CONFLICT))
                .toList();
    }

    /**
     * A reason with a message.
     *
     * @param reason one word in camel case, part of the API
     * @param message the fact, the place and the remedy
     */
    public record Finding(String reason, String message) {}

    /**
     * A planned move.
     *
     * @param to the node that is to be Active; null: no other node can be
     * @param phase how far it is
     * @param message what it waits for, why it is refused, and who moves along
     */
    public record Move(@Nullable String to, MovePhase phase, String message) {}

    /**
     * A virtual router that serves the VirtualIP.
     *
     * @param name its name
     * @param ipv6 whether it serves IPv6 addresses
     * @param virtualRouterID 1..255
     * @param sharedWith the other VirtualIPs that it serves, in order
     * @param candidates its candidates, the highest priority first
     */
    public record ServingRouter(
            String name, boolean ipv6, int virtualRouterID, List<String> sharedWith, List<Candidate> candidates) {

        /** Copies the lists. */
        public ServingRouter {
            sharedWith = List.copyOf(sharedWith);
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A node that may hold the addresses.
     *
     * @param node its name
     * @param interfaceName its interface
     * @param priority 2..250
     */
    public record Candidate(String node, String interfaceName, int priority) {}
}
