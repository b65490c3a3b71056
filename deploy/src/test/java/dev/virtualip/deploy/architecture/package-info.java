/** Architecture rules of the images and packages. */
@NullMarked
package dev.virtualip.deploy.architecture;

import org.jspecify.annotations.NullMarked;
