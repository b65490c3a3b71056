package dev.virtualip.operator.snapshot;

import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;

/**
 * What is wanted and what is seen, at one moment.
 *
 * @param desired what people want
 * @param observed what is seen of the cluster
 */
public record ClusterSnapshot(Desired desired, Observed observed) {}
