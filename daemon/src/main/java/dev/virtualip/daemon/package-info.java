/**
 * Parts that agent and operator share as long-running programs: options on the command line, and an HTTP port
 * for metrics and health. Nothing of VRRP, nothing of Kubernetes.
 */
@NullMarked
package dev.virtualip.daemon;

import org.jspecify.annotations.NullMarked;
