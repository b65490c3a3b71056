/** Tests of the command {@code support-bundle}. */
@NullMarked
package dev.virtualip.cli.bundle;

import org.jspecify.annotations.NullMarked;
