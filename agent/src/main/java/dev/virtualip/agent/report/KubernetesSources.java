package dev.virtualip.agent.report;

import dev.virtualip.agent.api.ApiContact;
import dev.virtualip.agent.node.Assignment;
import java.util.function.Supplier;

/**
 * What is known about Kubernetes, for the HTTP endpoints.
 *
 * @param assignment what it told this node to run
 * @param contact how things stand with the API server
 */
public record KubernetesSources(Supplier<Assignment> assignment, Supplier<ApiContact.Standing> contact) {}
