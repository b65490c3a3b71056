/** The command {@code support-bundle}: everything that a bug report needs in one archive, secrets left out. */
@NullMarked
package dev.virtualip.cli.bundle;

import org.jspecify.annotations.NullMarked;
