/** The command line {@code virtualip}: its commands and their options, and the files that they write. */
@NullMarked
package dev.virtualip.cli;

import org.jspecify.annotations.NullMarked;
