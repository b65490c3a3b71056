/** The live page: a static document, one JSON snapshot, and server-sent events. Read-only. */
@NullMarked
package dev.virtualip.daemon.page;

import org.jspecify.annotations.NullMarked;
