/**
 * rtnetlink, pure: builders that write requests into a buffer, parsers that read what the kernel sends, nothing that
 * touches a socket. Buffers are in the byte order of the machine, as rtnetlink(7) wants it; addresses and MACs inside
 * them are in network order. What is malformed is skipped and counted, never thrown.
 */
@NullMarked
package dev.virtualip.agent.netlink;

import org.jspecify.annotations.NullMarked;
