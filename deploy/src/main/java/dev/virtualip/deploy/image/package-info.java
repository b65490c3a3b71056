/**
 * Builds the container images without an engine and without a base image: a Java runtime by {@code jlink}, the C
 * library of a pinned Debian package, the program, and a class archive made by that very runtime. Same commit, same
 * JDK: same digest.
 */
@NullMarked
package dev.virtualip.deploy.image;

import org.jspecify.annotations.NullMarked;
