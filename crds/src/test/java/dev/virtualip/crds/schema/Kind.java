package dev.virtualip.crds.schema;

import dev.virtualip.crds.VRRPRouterResource;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.crds.VirtualIPPoolResource;
import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.crds.VirtualIPPoolStatus;
import dev.virtualip.crds.VirtualIPResource;
import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.crds.VirtualIPStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/**
 * One of our kinds.
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
                VirtualIPResource.class,
                VirtualIPSpec.class,
                VirtualIPStatus.class,
                "An address that is always on one of some nodes: which address, which nodes, and how they agree.",
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
                VRRPRouterResource.class,
                VRRPRouterSpec.class,
                VRRPRouterStatus.class,
                "What one node shall run, written by the operator, and what it runs, written by that node's agent. "
                        + "Its name is the node's. To change an address, change its VirtualIP.",
                Audience.PROGRAM,
                List.of(
                        Columns.number("Wanted", ".metadata.generation"),
                        Columns.number("Carried-Out", ".status.observedGeneration"),
                        Columns.AGE));
    }

    private static Kind virtualIPPool() {
        return new Kind(
                VirtualIPPoolResource.class,
                VirtualIPPoolSpec.class,
                VirtualIPPoolStatus.class,
                "Addresses that VirtualIPs and Services take from, and what each of them starts from.",
                Audience.PEOPLE,
                List.of(
                        Columns.number("Total", ".status.total"),
                        Columns.number("Used", ".status.used"),
                        Columns.number("Free", ".status.free"),
                        Columns.AGE,
                        Columns.wide(Columns.text("Ranges", ".spec.ranges"))));
    }
}
