package dev.virtualip.crds.v1alpha1;

/** API group, version and names of the kinds. */
public final class ApiGroup {
    /** The group. */
    public static final String NAME = "virtualip.dev";

    /** The version: within it fields are only added, never renamed. */
    public static final String VERSION = "v1alpha1";

    /** Group and version, as a document names them. */
    public static final String API_VERSION = NAME + "/" + VERSION;

    /** The kind {@code VirtualIP}. */
    public static final String VIRTUAL_IP = "VirtualIP";

    /** The kind {@code VirtualIPPool}. */
    public static final String VIRTUAL_IP_POOL = "VirtualIPPool";

    /** The kind {@code VRRPRouter}. */
    public static final String VRRP_ROUTER = "VRRPRouter";

    /** The annotation of a VirtualIP that names the node that is to answer. */
    public static final String MOVE_TO = NAME + "/move-to";

    /** The annotation of a Node; {@code "true"}: its addresses move to other nodes. */
    public static final String MAINTENANCE = NAME + "/maintenance";

    /** The annotation of a VRRPRouter with the progress of the drain of its node. */
    public static final String DRAIN = NAME + "/drain";

    /** The progress of a node that holds no address any more. */
    public static final String DRAIN_COMPLETE = "complete";

    private ApiGroup() {}
}
