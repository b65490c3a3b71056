/** Rules for the packages of this module. */
@NullMarked
package dev.virtualip.cli.architecture;

import org.jspecify.annotations.NullMarked;
