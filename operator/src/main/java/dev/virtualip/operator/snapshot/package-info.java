/**
 * Snapshots of the cluster: informer caches that keep only what a plan needs, and the snapshot built from them. No
 * value of a Secret is kept.
 */
@NullMarked
package dev.virtualip.operator.snapshot;

import org.jspecify.annotations.NullMarked;
