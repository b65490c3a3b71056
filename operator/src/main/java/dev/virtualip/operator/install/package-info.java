/**
 * The installation of the custom resource definitions at start: forward only, by the version in a label, so that
 * upgrade, rollback and reinstallation cannot lose fields.
 */
@NullMarked
package dev.virtualip.operator.install;

import org.jspecify.annotations.NullMarked;
