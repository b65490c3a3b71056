/** Rules for the packages of this module. */
@NullMarked
package dev.virtualip.crds.architecture;

import org.jspecify.annotations.NullMarked;
