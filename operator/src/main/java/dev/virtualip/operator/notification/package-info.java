/** Notifications about VirtualIPs: events for mail and webhooks from the difference of two statuses. */
@NullMarked
package dev.virtualip.operator.notification;

import org.jspecify.annotations.NullMarked;
