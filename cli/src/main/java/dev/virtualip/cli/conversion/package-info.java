/** Conversion of another program's configuration: the documents that it becomes and the remarks about its lines. */
@NullMarked
package dev.virtualip.cli.conversion;

import org.jspecify.annotations.NullMarked;
