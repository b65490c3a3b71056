/**
 * Captures the wire of a lab: VRRP advertisements and claims of addresses, with the host that sent them.
 */
@NullMarked
package dev.virtualip.testkit.wire;

import org.jspecify.annotations.NullMarked;
