/** Tests of the events that people are notified of. */
@NullMarked
package dev.virtualip.agent.notification;

import org.jspecify.annotations.NullMarked;
