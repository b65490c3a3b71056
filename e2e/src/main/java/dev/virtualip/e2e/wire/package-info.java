/**
 * What is on the wire of a lab: VRRP advertisements and claims of addresses, with the host that sent them.
 */
@NullMarked
package dev.virtualip.e2e.wire;

import org.jspecify.annotations.NullMarked;
