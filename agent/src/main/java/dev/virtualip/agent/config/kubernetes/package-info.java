/** Configuration from Kubernetes: the node's VRRPRouter and its Secrets, and the last known configuration on disk. */
@NullMarked
package dev.virtualip.agent.config.kubernetes;

import org.jspecify.annotations.NullMarked;
