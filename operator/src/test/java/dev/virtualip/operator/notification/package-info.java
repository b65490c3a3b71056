/** Tests of notifications about VirtualIPs. */
@NullMarked
package dev.virtualip.operator.notification;

import org.jspecify.annotations.NullMarked;
