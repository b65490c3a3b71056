package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.ConditionReason;
import org.jspecify.annotations.Nullable;

/** Remedy of a condition of a VirtualIP, a node or a pool. */
final class Remedy {
    private static final String AGENT_PODS = "kubectl get pods -A -o wide -l app.kubernetes.io/name=virtualip-agent";

    private Remedy() {}

    /** The same on a host that may be in no cluster. */
    static String onHost(@Nullable String reason, String name) {
        return switch (ConditionReason.of(reason)) {
            case INTERFACE_NOT_FOUND ->
                "Compare the name with what the host has: ip link; and correct the configuration";
            case BIND_FAILED, SOCKET_FAILED, ADDRESS_STOLEN -> "Read the log of the agent on that host";
            case null, default -> of(reason, name);
        };
    }

    /** Returns the remedy; empty: the message of the condition says it. */
    static String of(@Nullable String reason, String name) {
        ConditionReason known = ConditionReason.of(reason);
        if (known == null) {
            return "";
        }
        return switch (known) {
            case NO_BACKUP, NO_ELIGIBLE_NODE, INTERFACE_NOT_FOUND, NOT_TAKING_PART ->
                "See which nodes could take part, and why the others cannot: virtualip why " + name;
            case NO_ACTIVE, NOTHING_RUNS, WAITING_FOR_NODES, AGENT_SILENT ->
                "Check that the agents run on its nodes: " + AGENT_PODS;
            case SPLIT_BRAIN, CLAIMS_DIFFER ->
                "Check the link between the two nodes: cables, VLAN, firewall (IP protocol 112, 224.0.0.18 and"
                        + " ff02::12), multicast snooping without a querier";
            case ADDRESS_IN_USE, ADDRESS_CONFLICT, DUPLICATE_CLAIM, HOST_HAS_ADDRESS ->
                "Take the address away from the other host, or give the VirtualIP another one";
            case VIRTUAL_ROUTER_ID_CONFLICT, VIRTUAL_ROUTER_IDS_EXHAUSTED ->
                "Set a free vrrp.virtualRouterID, or remove it so that one is allocated";
            case HEALTH_CHECK_FAILED, NO_HEALTHY_NODE ->
                "Repair what the check tests, on that node; the errors are in: virtualip status " + name;
            case POOL_EXHAUSTED -> "Add a range to the pool, or delete VirtualIPs that are not needed any more";
            case POOL_NOT_FOUND -> "Create the pool, or correct spec.pool; pools: kubectl get vippool";
            case ADDRESS_NOT_IN_POOL -> "Choose an address in the ranges of the pool: kubectl get vippool";
            case SECRET_NOT_FOUND ->
                "Create the Secret in the namespace of the operator, and list its name in the chart's agent.secrets";
            case BIND_FAILED, SOCKET_FAILED, ADDRESS_STOLEN -> "Read the log of the agent on that node: " + AGENT_PODS;
            case LINK_DOWN -> "Check the cable, and: ip link show, on that node";
            case UNCLAIMED ->
                "Apply the VirtualIPs again; or remove the annotation virtualip.dev/unclaimed of the VRRPRouter, which"
                        + " orders their withdrawal";
            default -> "";
        };
    }
}
