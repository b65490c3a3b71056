package dev.virtualip.crds.condition;

import org.jspecify.annotations.Nullable;

/** Types of conditions in the statuses of VirtualIP, VirtualIPPool and VRRPRouter. */
public enum ConditionType {
    /** The spec is valid and can be carried out. All kinds, and each virtual router of a node. */
    ACCEPTED("Accepted"),
    /** VirtualIP: every candidate node runs the planned configuration. */
    PROGRAMMED("Programmed"),
    /** VirtualIP: exactly one node answers. VirtualIPPool: addresses can be allocated from it. */
    READY("Ready"),
    /** VirtualIP: the address may answer, but a backup is missing or there is a conflict. */
    DEGRADED("Degraded"),
    /** VirtualIP: the nodes are still being changed. */
    RECONCILING("Reconciling"),
    /** VirtualIPPool: its ranges overlap those of another pool. */
    OVERLAPPING("Overlapping"),
    /** VirtualIPPool: no address of a family is free. */
    EXHAUSTED("Exhausted"),
    /** VirtualIPPool: its ranges contain addresses of nodes. */
    CONTAINS_NODE_ADDRESS("ContainsNodeAddress"),
    /** VirtualIPPool: hosts outside the project answer for addresses in its ranges. */
    FOREIGN_ADDRESSES("ForeignAddresses"),
    /** VRRPRouter: the object names every virtual router that the node runs. */
    LISTED("Listed"),
    /** VRRPRouter: every VirtualIP that the node serves still exists. */
    CLAIMED("Claimed"),
    /** VRRPRouter: the object is of the cluster that the node ran for before. */
    SAME_CLUSTER("SameCluster"),
    /** VRRPRouter: the copy of the configuration on disk is up to date. */
    COPY_KEPT("CopyKept"),
    /** Node, in file mode: every destination of notifications takes them. */
    NOTIFICATIONS("Notifications"),
    /** Virtual router: its interface can be used. */
    INTERFACE_READY("InterfaceReady"),
    /** Virtual router: its addresses are bound while it is Active, and only then. */
    ADDRESSES_BOUND("AddressesBound"),
    /** Virtual router: no other host used its addresses before they were bound. */
    ADDRESSES_FREE("AddressesFree"),
    /** Virtual router: the kernel removes its addresses if the agent dies. */
    ADDRESSES_EXPIRE("AddressesExpire"),
    /** Virtual router: no other program on the host removes its addresses. */
    ADDRESS_KEPT("AddressKept"),
    /** Virtual router: no other host claims its addresses while it is Active. */
    ADDRESS_CONFLICT("AddressConflict"),
    /** Virtual router: no other router advertises while it is Active. */
    ONLY_ACTIVE("OnlyActive"),
    /** Virtual router: no foreign router uses its Virtual Router ID. */
    VIRTUAL_ROUTER_ID_FREE("VirtualRouterIDFree"),
    /** Virtual router: its advertisements reach the peers that accept them. */
    ADVERTISES("Advertises");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    /** The text that the API shows. */
    public String text() {
        return text;
    }

    /** Whether a condition is of this type. */
    public boolean is(@Nullable String other) {
        return text.equals(other);
    }
}
