/** Virtual addresses on this host: probing, binding, renewing, announcing and withdrawing them. */
@NullMarked
package dev.virtualip.agent.address;

import org.jspecify.annotations.NullMarked;
