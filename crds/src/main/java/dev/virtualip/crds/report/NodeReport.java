package dev.virtualip.crds.report;

import org.jspecify.annotations.Nullable;

/**
 * The state of one node.
 *
 * @param name its name
 * @param active the number of virtual routers of which it is the Active
 * @param backup the number of virtual routers of which it is a Backup
 * @param agent the state of its agent in few words
 * @param state the state of the Node in few words
 * @param recentLateness an upper bound of how late its advertisements left in the last ten minutes, as a duration;
 *     null: it sent none, or has not reported it
 */
public record NodeReport(
        String name,
        int active,
        int backup,
        String agent,
        String state,
        @Nullable String recentLateness) {}
