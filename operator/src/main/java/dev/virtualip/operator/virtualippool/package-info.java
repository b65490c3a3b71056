/** What is said of each VirtualIPPool: addresses are not taken from pools yet, their template counts. */
@NullMarked
package dev.virtualip.operator.virtualippool;

import org.jspecify.annotations.NullMarked;
