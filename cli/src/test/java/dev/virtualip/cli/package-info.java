/** Tests of the command line; the folders under {@code import} hold what goes in and what must come out. */
@NullMarked
package dev.virtualip.cli;

import org.jspecify.annotations.NullMarked;
