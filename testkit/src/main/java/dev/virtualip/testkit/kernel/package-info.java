/**
 * The few system calls that Java lacks and a lab needs: entering a network namespace, echo and packet sockets, signals.
 */
@NullMarked
package dev.virtualip.testkit.kernel;

import org.jspecify.annotations.NullMarked;
