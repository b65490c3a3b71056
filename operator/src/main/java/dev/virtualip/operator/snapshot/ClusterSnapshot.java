package dev.virtualip.operator.snapshot;

import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;

/**
 * The wanted and the observed state of the cluster at one moment.
 *
 * @param desired the wanted state
 * @param observed the observed state
 */
public record ClusterSnapshot(Desired desired, Observed observed) {}
