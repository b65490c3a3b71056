package dev.virtualip.crds.report;

/**
 * The part of a Node that a report uses.
 *
 * @param name its name
 * @param ready whether its kubelet reports that it is ready
 * @param cordoned whether it accepts no new Pods
 * @param inMaintenance whether its addresses are to move to other nodes
 */
public record ReportedNode(String name, boolean ready, boolean cordoned, boolean inMaintenance) {}
