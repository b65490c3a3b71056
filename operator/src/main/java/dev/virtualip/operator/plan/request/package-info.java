/** The VirtualIPs as requests: settings merged with those of the pool, defaults filled in. */
@NullMarked
package dev.virtualip.operator.plan.request;

import org.jspecify.annotations.NullMarked;
