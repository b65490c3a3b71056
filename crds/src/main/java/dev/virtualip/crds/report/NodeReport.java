package dev.virtualip.crds.report;

/**
 * The state of one node.
 *
 * @param name its name
 * @param active the number of virtual routers of which it is the Active
 * @param backup the number of virtual routers of which it is a Backup
 * @param agent the state of its agent in few words
 * @param state the state of the Node in few words
 */
public record NodeReport(String name, int active, int backup, String agent, String state) {}
