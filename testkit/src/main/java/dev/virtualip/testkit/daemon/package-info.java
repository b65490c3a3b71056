/**
 * The real programs that run on a lab's hosts: our agent and keepalived, configured from one description.
 */
@NullMarked
package dev.virtualip.testkit.daemon;

import org.jspecify.annotations.NullMarked;
