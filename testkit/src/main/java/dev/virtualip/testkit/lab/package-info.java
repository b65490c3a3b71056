/**
 * A lab: hosts as network namespaces on one bridge, with cables that can be pulled, and nothing left afterwards.
 */
@NullMarked
package dev.virtualip.testkit.lab;

import org.jspecify.annotations.NullMarked;
