package dev.virtualip.crds.schema;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/**
 * Kind of the API.
 *
 * @param resource the type of its objects
 * @param spec the record of what is wanted
 * @param status the record of what is
 * @param description what {@code kubectl explain} says first
 * @param audience who writes the spec
 * @param columns what {@code kubectl get} shows
 */
record Kind(
        Class<? extends CustomResource<?, ?>> resource,
        Class<?> spec,
        Class<?> status,
        String description,
        Audience audience,
        List<CustomResourceColumnDefinition> columns) {

    static final List<Kind> ALL = List.of(virtualIP(), vrrpRouter(), virtualIPPool());

    private static Kind virtualIP() {
        return new Kind(
                VirtualIP.class,
                VirtualIPSpec.class,
                VirtualIPStatus.class,
                "IP addresses that exactly one of several nodes holds: the addresses, the candidate nodes, and how"
                        + " VRRP chooses between them.",
                Audience.PEOPLE,
                List.of(
                        Columns.text("Address", ".status.addressSummary"),
                        Columns.text("Node", ".status.activeNode"),
                        Columns.text("Interface", ".status.interface"),
                        Columns.number("VRID", ".status.virtualRouterID"),
                        Columns.condition("Ready"),
                        Columns.AGE,
                        Columns.wide(Columns.text("Backups", ".status.backupSummary")),
                        Columns.wide(Columns.number("Moves", ".status.moves")),
                        Columns.wide(Columns.time("Last-Move", ".status.lastMove.time")),
                        Columns.wide(Columns.text("Reason", ".status.lastMove.reason"))));
    }

    private static Kind vrrpRouter() {
        return new Kind(
                VRRPRouter.class,
                VRRPRouterSpec.class,
                VRRPRouterStatus.class,
                "Configuration of the virtual routers of one node, written by the operator; its status is written by"
                        + " the agent. Its name is the node's. To change an address, change its VirtualIP.",
                Audience.PROGRAM,
                List.of(
                        Columns.number("Wanted", ".metadata.generation"),
                        Columns.number("Carried-Out", ".status.observedGeneration"),
                        Columns.text("Drain", ".metadata.annotations['virtualip\\.dev/drain']"),
                        Columns.AGE));
    }

    private static Kind virtualIPPool() {
        return new Kind(
                VirtualIPPool.class,
                VirtualIPPoolSpec.class,
                VirtualIPPoolStatus.class,
                "Ranges of IP addresses for VirtualIPs and Services, and a template for the VirtualIPs that use them.",
                Audience.PEOPLE,
                List.of(
                        Columns.text("Ranges", ".spec.ranges"),
                        Columns.number("Used", ".status.used"),
                        Columns.number("Free", ".status.free"),
                        Columns.condition("Ready"),
                        Columns.AGE,
                        Columns.wide(Columns.number("Total", ".status.total"))));
    }
}
