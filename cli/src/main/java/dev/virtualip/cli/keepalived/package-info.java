/**
 * Import of keepalived configurations, one per host: its input and its result. The package {@code parse} makes the text
 * of a configuration into directives, the package {@code map} makes the directives into instances and documents.
 */
@NullMarked
package dev.virtualip.cli.keepalived;

import org.jspecify.annotations.NullMarked;
