/** Tests of notifications against real servers on the loopback. */
@NullMarked
package dev.virtualip.daemon.notification;

import org.jspecify.annotations.NullMarked;
