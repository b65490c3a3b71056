/** Notifications in file mode: transitions and conflicts of this node, as events for mail and webhooks. */
@NullMarked
package dev.virtualip.agent.notification;

import org.jspecify.annotations.NullMarked;
