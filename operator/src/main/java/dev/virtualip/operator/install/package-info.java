/**
 * The custom resource definitions, put into the cluster at start: forward only, by the version in a label, so that
 * upgrade, roll-back and re-install cannot lose fields.
 */
@NullMarked
package dev.virtualip.operator.install;

import org.jspecify.annotations.NullMarked;
