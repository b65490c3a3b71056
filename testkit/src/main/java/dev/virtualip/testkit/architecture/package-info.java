/** Rules of ArchUnit that hold in every module: package cycles, package sizes, class circles, pure packages. */
@NullMarked
package dev.virtualip.testkit.architecture;

import org.jspecify.annotations.NullMarked;
