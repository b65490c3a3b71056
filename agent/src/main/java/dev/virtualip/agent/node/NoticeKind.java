package dev.virtualip.agent.node;

/** Kinds of notices: notices of one kind say the same. */
public enum NoticeKind {
    /** The agent hands over and exits after an unexpected failure. */
    AGENT_FAILED("AgentFailed"),
    /** The event loop failed. */
    LOOP_FAILED("LoopFailed"),
    /** The watch of the configuration could not be closed. */
    CLOSE_FAILED("CloseFailed"),
    /** The agent runs without real-time priority. */
    NO_REALTIME("NoRealtime"),
    /** An HTTP port is open. */
    LISTENING("Listening"),
    /** Other hosts reach the live page. */
    PAGE_WITHOUT_LOGIN("PageWithoutLogin"),
    /** A configuration was applied. */
    CONFIG_APPLIED("ConfigApplied"),
    /** A configuration was refused; the previous one stays in force. */
    CONFIG_REFUSED("ConfigRefused"),
    /** The stored configuration cannot be used. */
    LAST_KNOWN_CONFIG_UNUSABLE("LastKnownConfigUnusable"),
    /** The configuration could not be stored. */
    LAST_KNOWN_CONFIG_NOT_WRITTEN("LastKnownConfigNotWritten"),
    /** The API server does not answer. */
    API_UNREACHABLE("ApiUnreachable"),
    /** The API server answers again. */
    API_REACHABLE("ApiReachable"),
    /** The VRRPRouter belongs to another cluster. */
    OTHER_CLUSTER("OtherCluster"),
    /** More Services are checked than the agent watches. */
    TOO_MANY_SERVICES("TooManyServices"),
    /** Addresses of an earlier run were removed. */
    SWEPT("Swept"),
    /** The list of bound addresses could not be written. */
    ADDRESS_LIST_FAILED("AddressListFailed"),
    /** A route could not be changed. */
    ROUTE_FAILED("RouteFailed"),
    /** The kernel dropped change reports. */
    OVERRUN("Overrun"),
    /** The reports of the kernel could not be read. */
    READ_FAILED("ReadFailed"),
    /** The kernel could not list its interfaces and addresses. */
    LIST_FAILED("ListFailed"),
    /** A socket could not be read. */
    RECEIVE_FAILED("ReceiveFailed"),
    /** A report could not be written. */
    REPORT_FAILED("ReportFailed"),
    /** Reports came faster than they could be written. */
    REPORTS_DROPPED("ReportsDropped"),
    /** An address was not renewed in time. */
    ADDRESS_EXPIRED("AddressExpired"),
    /** Another program removed an address. */
    ADDRESS_STOLEN("AddressStolen"),
    /** Another program keeps removing addresses; the router hands over. */
    ADDRESS_STOLEN_REPEATEDLY("AddressStolenRepeatedly"),
    /** Another host uses an address that is to be bound. */
    ADDRESS_IN_USE("AddressInUse"),
    /** Another host also claims an address that is bound. */
    DUPLICATE_CLAIM("DuplicateClaim"),
    /** Another router is Active, too. */
    SPLIT_BRAIN("SplitBrain"),
    /** Another router on this Virtual Router ID cannot be a peer. */
    VIRTUAL_ROUTER_ID_CONFLICT("VirtualRouterIDConflict"),
    /** The conflict about the Virtual Router ID is over. */
    VIRTUAL_ROUTER_ID_CONFLICT_OVER("VirtualRouterIDConflictOver"),
    /** Health checks lowered the priority. */
    PRIORITY_LOWERED("PriorityLowered"),
    /** Health checks raised the priority again. */
    PRIORITY_RAISED("PriorityRaised");

    private final String text;

    NoticeKind(String text) {
        this.text = text;
    }

    /** The kind in camel case, as mails and webhooks show it. */
    public String text() {
        return text;
    }
}
