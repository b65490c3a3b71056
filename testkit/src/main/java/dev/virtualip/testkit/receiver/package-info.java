/** Receivers of notifications: a mail server, a server for webhooks, and their keys. */
@NullMarked
package dev.virtualip.testkit.receiver;

import org.jspecify.annotations.NullMarked;
