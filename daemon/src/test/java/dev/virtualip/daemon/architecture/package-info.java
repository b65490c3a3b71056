/** Rules for the packages of this module. */
@NullMarked
package dev.virtualip.daemon.architecture;

import org.jspecify.annotations.NullMarked;
