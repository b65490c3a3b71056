/** The interfaces of this host, the addresses on them, and the frames that announce and probe addresses. */
@NullMarked
package dev.virtualip.agent.link;

import org.jspecify.annotations.NullMarked;
