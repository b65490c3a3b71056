package dev.virtualip.operator.observe;

import dev.virtualip.operator.plan.Desired;
import dev.virtualip.operator.plan.Observed;

/**
 * What is wanted and what is seen, at one moment.
 *
 * @param desired what people want
 * @param observed what is seen of the cluster
 */
public record Picture(Desired desired, Observed observed) {}
