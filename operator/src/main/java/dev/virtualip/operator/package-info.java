/** The process: options, connection to the cluster, and the runtime that connects all other packages. */
@NullMarked
package dev.virtualip.operator;

import org.jspecify.annotations.NullMarked;
