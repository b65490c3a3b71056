/**
 * A real Kubernetes API server in a lab: etcd and kube-apiserver as processes of a host's namespace, and what a test
 * says to them.
 */
@NullMarked
package dev.virtualip.testkit.kubernetes;

import org.jspecify.annotations.NullMarked;
