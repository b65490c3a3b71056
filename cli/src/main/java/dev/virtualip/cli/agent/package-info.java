/** State of agents as they show it themselves, without Kubernetes. */
@NullMarked
package dev.virtualip.cli.agent;

import org.jspecify.annotations.NullMarked;
