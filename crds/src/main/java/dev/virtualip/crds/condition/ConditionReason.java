package dev.virtualip.crds.condition;

import org.jspecify.annotations.Nullable;

/**
 * Reasons of conditions in the statuses of VirtualIP, VirtualIPPool, VRRPRouter and Service. An Event about such a
 * condition has the same reason.
 */
public enum ConditionReason {
    /** Accepted: the spec can be carried out. */
    ACCEPTED("Accepted"),
    /** Accepted, Programmed, Ready: an address is outside the ranges of the pool. */
    ADDRESS_NOT_IN_POOL("AddressNotInPool"),
    /** Accepted, Programmed, Ready: settings differ from those of the other members of the move group. */
    GROUP_MISMATCH("GroupMismatch"),
    /** Accepted: the object lacks its list of virtual routers. */
    INCOMPLETE("Incomplete"),
    /** Accepted, Programmed, Ready, InterfaceReady: the interface does not exist. */
    INTERFACE_NOT_FOUND("InterfaceNotFound"),
    /** Accepted, Programmed, Ready: the spec breaks a rule. */
    INVALID("Invalid"),
    /** Accepted, Programmed, Ready: no node can hold the addresses. */
    NO_ELIGIBLE_NODE("NoEligibleNode"),
    /** Accepted, Programmed, Ready: the spec uses a feature that this version lacks. */
    NOT_YET_SUPPORTED("NotYetSupported"),
    /** Ready, Exhausted: addresses of the pool are free. */
    ADDRESSES_FREE("AddressesFree"),
    /** Overlapping: no other pool has an address in common with it. */
    DISJOINT("Disjoint"),
    /** Overlapping: another pool has addresses in common with it. */
    RANGES_OVERLAP("RangesOverlap"),
    /** ContainsNodeAddress: a node has an address in the ranges; it is not allocated. */
    NODE_ADDRESS("NodeAddress"),
    /** ContainsNodeAddress: no node has an address in the ranges. */
    NO_NODE_ADDRESS("NoNodeAddress"),
    /** ForeignAddresses: another host answers for an address in the ranges; it is not allocated. */
    FOREIGN_ADDRESS("ForeignAddress"),
    /** ForeignAddresses: no other host is known to answer for an address in the ranges. */
    NO_FOREIGN_ADDRESS("NoForeignAddress"),
    /** Accepted, Programmed, Ready, Exhausted: the pool has no free address. */
    POOL_EXHAUSTED("PoolExhausted"),
    /** Accepted, Programmed, Ready: the pool does not exist. */
    POOL_NOT_FOUND("PoolNotFound"),
    /** virtualip.dev/Ready: no pool offers an address without being asked for by name. */
    NO_POOL("NoPool"),
    /** Accepted, Programmed, Ready: there is no address of a family that is needed. */
    FAMILY_NOT_AVAILABLE("FamilyNotAvailable"),
    /** virtualip.dev/Ready: a pool or VirtualIP does not admit the Service. */
    SERVICE_NOT_ADMITTED("ServiceNotAdmitted"),
    /** virtualip.dev/Ready: another Service has the same port of the address. */
    PORT_CONFLICT("PortConflict"),
    /** virtualip.dev/Ready: Services share an address only with traffic policy Cluster or the same selector. */
    BACKENDS_DIFFER("BackendsDiffer"),
    /** virtualip.dev/Ready: the VirtualIP that a Service names does not exist. */
    VIRTUAL_IP_NOT_FOUND("VirtualIPNotFound"),
    /** virtualip.dev/Ready: another load balancer serves the Service. */
    OTHER_IMPLEMENTATION("OtherImplementation"),
    /** Accepted, Programmed, Ready: the Secret or its key does not exist or cannot be read. */
    SECRET_NOT_FOUND("SecretNotFound"),
    /** Accepted: the object names more virtual routers than a node runs. */
    TOO_MANY("TooMany"),
    /** Accepted, Programmed, Ready, Degraded: other routers use the Virtual Router ID. */
    VIRTUAL_ROUTER_ID_CONFLICT("VirtualRouterIDConflict"),
    /** Accepted, Programmed, Ready: no Virtual Router ID is free on the network. */
    VIRTUAL_ROUTER_IDS_EXHAUSTED("VirtualRouterIDsExhausted"),
    /** Programmed: every candidate runs it. */
    PROGRAMMED("Programmed"),
    /** Programmed, Ready: a former node has not confirmed that it released the address. */
    RELEASE_PENDING("ReleasePending"),
    /** Programmed, Ready: nodes have not reported yet. */
    WAITING_FOR_NODES("WaitingForNodes"),
    /** Programmed, Ready, Degraded, virtualip.dev/Ready: the operator was uninstalled. */
    WITHDRAWN("Withdrawn"),
    /** Ready: one node answers. */
    ACTIVE("Active"),
    /** Ready: one node answers until its successor takes over. */
    RELEASING("Releasing"),
    /** Ready: the Active is not a node of this VirtualIP. */
    ACTIVE_ELSEWHERE("ActiveElsewhere"),
    /** Ready: no node is Active; a Backup is about to take over. */
    ELECTING("Electing"),
    /** Ready: no node is Active. */
    NO_ACTIVE("NoActive"),
    /** virtualip.dev/Ready: the Service has no endpoint. */
    NO_ENDPOINTS("NoEndpoints"),
    /** virtualip.dev/Ready: a Local Service is on a user's VirtualIP, which does not follow its endpoints. */
    ENDPOINTS_NOT_FOLLOWED("EndpointsNotFollowed"),
    /** virtualip.dev/Ready: the operator does not serve the Service any more; nodes still remove its address. */
    WITHDRAWING("Withdrawing"),
    /** virtualip.dev/Ready: a user's VirtualIP has the name of the one that the operator would create. */
    NAME_TAKEN("NameTaken"),
    /** Degraded: nothing is wrong. */
    AS_PLANNED("AsPlanned"),
    /** Degraded: no node runs anything of it. */
    NOTHING_RUNS("NothingRuns"),
    /** Degraded: another host answers for an address. */
    ADDRESS_CONFLICT("AddressConflict"),
    /** Ready, Degraded: an agent does not report. */
    AGENT_SILENT("AgentSilent"),
    /** Degraded: several nodes report Active without receiving each other. */
    CLAIMS_DIFFER("ClaimsDiffer"),
    /** Degraded: a health check fails on a candidate. */
    HEALTH_CHECK_FAILED("HealthCheckFailed"),
    /** Degraded: the health checks of every candidate fail. */
    NO_HEALTHY_NODE("NoHealthyNode"),
    /** Degraded: no node can take over. */
    NO_BACKUP("NoBackup"),
    /** Degraded: a candidate is in state Initialize without a reported cause. */
    NOT_TAKING_PART("NotTakingPart"),
    /** Ready, Degraded, OnlyActive: two routers are Active at once. */
    SPLIT_BRAIN("SplitBrain"),
    /** Accepted, Programmed, Ready, Degraded, AddressesFree: the address is already used. */
    ADDRESS_IN_USE("AddressInUse"),
    /** AddressKept: another program on the host removed an address. */
    ADDRESS_STOLEN("AddressStolen"),
    /** Ready, AddressesBound: the kernel refused an address. */
    BIND_FAILED("BindFailed"),
    /** AddressConflict: another host announced an address. */
    DUPLICATE_CLAIM("DuplicateClaim"),
    /** AddressesBound, InterfaceReady: the host has a virtual address of its own. */
    HOST_HAS_ADDRESS("HostHasAddress"),
    /** InterfaceReady: a sysctl keeps the kernel from answering ARP for virtual addresses. */
    ARP_IGNORED("ArpIgnored"),
    /** InterfaceReady: the interface is a port of a bridge or bond. */
    INTERFACE_ENSLAVED("InterfaceEnslaved"),
    /** InterfaceReady: the interface is down or has no carrier. */
    LINK_DOWN("LinkDown"),
    /** Advertises: transport Unicast without peers. */
    NO_UNICAST_PEERS("NoUnicastPeers"),
    /** SameCluster: the object is of another cluster. */
    OTHER_CLUSTER("OtherCluster"),
    /** InterfaceReady: priority 255, but the host lacks the address. */
    OWNER_ADDRESS_MISSING("OwnerAddressMissing"),
    /** InterfaceReady: binding with the prefix could remove an address of the host. */
    PREFIX_NOT_SAFE("PrefixNotSafe"),
    /** AddressesExpire: too many addresses to renew; they are permanent. */
    RENEWAL_TOO_COSTLY("RenewalTooCostly"),
    /** InterfaceReady: the kernel refused a socket. */
    SOCKET_FAILED("SocketFailed"),
    /** InterfaceReady: there is no address to send advertisements from. */
    SOURCE_ADDRESS_MISSING("SourceAddressMissing"),
    /** Advertises: the peers do not accept the address that is sent from. */
    SOURCE_NOT_ALLOWED("SourceNotAllowed"),
    /** Claimed: VirtualIPs disappeared together with their definition. */
    UNCLAIMED("Unclaimed"),
    /** Listed: the node runs virtual routers that the object does not name. */
    UNLISTED("Unlisted"),
    /** InterfaceReady: the former virtual router of that ID is still leaving. */
    VIRTUAL_ROUTER_ID_BUSY("VirtualRouterIDBusy"),
    /** Notifications: a destination takes none. */
    DELIVERY_FAILED("DeliveryFailed"),
    /** CopyKept: the copy on disk cannot be written. */
    WRITE_FAILED("WriteFailed");

    private final String text;

    ConditionReason(String text) {
        this.text = text;
    }

    /** The text that the API shows. */
    public String text() {
        return text;
    }

    /** Whether a condition has this reason. */
    public boolean is(@Nullable String other) {
        return text.equals(other);
    }

    /** The reason with this text; null: none, as a newer agent may report. */
    public static @Nullable ConditionReason of(@Nullable String text) {
        for (ConditionReason each : values()) {
            if (each.is(text)) {
                return each;
            }
        }
        return null;
    }
}
