package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that is about Services.
 *
 * @param verdicts the verdict on each Service that the operator serves or served, by {@code namespace/name}
 * @param virtualIPs the VirtualIPs that the operator owns on behalf of Services, by name: each that is missing is
 *     created, each that differs is updated
 * @param obsolete the VirtualIPs that the operator owns and no Service needs any more, to be deleted
 */
public record ServicePlan(
        SortedMap<String, ServiceVerdict> verdicts,
        SortedMap<String, OwnedVirtualIP> virtualIPs,
        NavigableSet<String> obsolete) {

    /** A plan without Services. */
    public static final ServicePlan NONE = new ServicePlan(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

    /** Copies the collections. */
    public ServicePlan {
        verdicts = new TreeMap<>(verdicts);
        virtualIPs = new TreeMap<>(virtualIPs);
        obsolete = new TreeSet<>(obsolete);
    }

    /**
     * The outcome for one Service.
     *
     * @param virtualIP the VirtualIP that carries its addresses, the operator's or a user's; null: none
     * @param served whether the operator is responsible for it: it gets the finalizer and a condition
     * @param addresses the addresses that it gets, the family that it prefers first; they are written into its status
     *     once the VirtualIP answers, and stay there
     * @param refusal why it gets no address, or may lose what it has; null: all is well
     * @param remarks further findings for users, such as no ready endpoint
     */
    public record ServiceVerdict(
            @Nullable String virtualIP,
            boolean served,
            List<String> addresses,
            @Nullable Finding refusal,
            List<Finding> remarks) {

        /** Copies the lists. */
        public ServiceVerdict {
            addresses = List.copyOf(addresses);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A VirtualIP that the operator writes on behalf of one or more Services.
     *
     * @param labels its labels
     * @param annotations its annotations
     * @param spec its spec
     */
    public record OwnedVirtualIP(Map<String, String> labels, Map<String, String> annotations, VirtualIPSpec spec) {

        /** The label with the namespace of the Service. */
        public static final String SERVICE_NAMESPACE = "virtualip.dev/service-namespace";

        /** The label with the name of the Service. */
        public static final String SERVICE_NAME = "virtualip.dev/service-name";

        /** Copies the maps. */
        public OwnedVirtualIP {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }
}
