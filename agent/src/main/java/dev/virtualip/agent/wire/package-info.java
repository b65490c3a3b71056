/**
 * Bytes to records and back, pure: VRRP 2 and 3, the IPv4 header, gratuitous ARP, unsolicited neighbor advertisements.
 *
 * <p>Every codec reads and writes by absolute offsets in network byte order, from the position of the buffer it is
 * given, and moves neither position nor limit. What arrived from the network is judged by a returned value; nothing
 * that arrives makes a decoder throw. An encoder throws on values that the configuration should never have let through.
 */
@NullMarked
package dev.virtualip.agent.wire;

import org.jspecify.annotations.NullMarked;
