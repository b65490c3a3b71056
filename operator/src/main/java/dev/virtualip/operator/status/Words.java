package dev.virtualip.operator.status;

/** Types and reasons of conditions and happenings: what people and their scripts rely on. */
final class Words {
    static final String ACCEPTED = "Accepted";
    static final String PROGRAMMED = "Programmed";
    static final String READY = "Ready";
    static final String DEGRADED = "Degraded";
    static final String RECONCILING = "Reconciling";

    static final String ACTIVE_ELSEWHERE = "ActiveElsewhere";
    static final String ADDRESS_CONFLICT = "AddressConflict";
    static final String ADDRESS_IN_USE = "AddressInUse";
    static final String ADDRESS_STOLEN = "AddressStolen";
    static final String AGENT_SILENT = "AgentSilent";
    static final String BIND_FAILED = "BindFailed";
    static final String CLAIMS_DIFFER = "ClaimsDiffer";
    static final String DUPLICATE_CLAIM = "DuplicateClaim";
    static final String ELECTING = "Electing";
    static final String HOST_HAS_ADDRESS = "HostHasAddress";
    static final String NO_ACTIVE = "NoActive";
    static final String NO_BACKUP = "NoBackup";
    static final String NOT_TAKING_PART = "NotTakingPart";
    static final String SPLIT_BRAIN = "SplitBrain";
    static final String VIRTUAL_ROUTER_ID_CONFLICT = "VirtualRouterIDConflict";
    static final String WAITING_FOR_NODES = "WaitingForNodes";
    static final String WITHDRAWN = "Withdrawn";

    private Words() {}
}
