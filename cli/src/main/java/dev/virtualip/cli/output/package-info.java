/** Output of the command line: exit codes, failures, tables, formats, suggestions. */
@NullMarked
package dev.virtualip.cli.output;

import org.jspecify.annotations.NullMarked;
