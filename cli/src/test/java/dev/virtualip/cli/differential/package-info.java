/** Compares what import makes of a configuration with what keepalived itself makes of it. */
@NullMarked
package dev.virtualip.cli.differential;

import org.jspecify.annotations.NullMarked;
