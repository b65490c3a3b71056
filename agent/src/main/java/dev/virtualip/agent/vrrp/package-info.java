/**
 * The protocol, pure: {@link dev.virtualip.agent.vrrp.RouterStateMachine#step} takes settings, a state and an event
 * and gives the next state and the actions to carry out. No clock, no I/O, no logging, no randomness: time arrives in
 * the event. RFC 9568 (VRRP 3) with its errata, RFC 3768 (VRRP 2).
 */
@NullMarked
package dev.virtualip.agent.vrrp;

import org.jspecify.annotations.NullMarked;
