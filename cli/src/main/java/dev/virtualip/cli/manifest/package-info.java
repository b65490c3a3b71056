/** Kubernetes manifests as files have them, with the line of each field: what imports of MetalLB and kube-vip read. */
@NullMarked
package dev.virtualip.cli.manifest;

import org.jspecify.annotations.NullMarked;
