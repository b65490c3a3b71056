/** Events: what happened to a VirtualIP, told to people once, in bounded number. */
@NullMarked
package dev.virtualip.operator.event;

import org.jspecify.annotations.NullMarked;
