/**
 * What agent and operator have in common as programs that run for long: options on the command line, and an HTTP port
 * for metrics and health. Nothing of VRRP, nothing of Kubernetes.
 */
@NullMarked
package dev.virtualip.daemon;

import org.jspecify.annotations.NullMarked;
