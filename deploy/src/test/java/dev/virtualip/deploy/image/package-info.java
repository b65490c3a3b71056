@NullMarked
package dev.virtualip.deploy.image;

import org.jspecify.annotations.NullMarked;
