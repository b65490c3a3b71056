/**
 * Notifications: events are sent to mail servers and webhooks, each destination in order on a thread of its own. What
 * happens to a destination affects neither the others nor the program.
 */
@NullMarked
package dev.virtualip.daemon.notification;

import org.jspecify.annotations.NullMarked;
