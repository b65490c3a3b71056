/** Log lines, the transition journal and the counters derived from them, written on a thread of their own. */
@NullMarked
package dev.virtualip.agent.report.log;

import org.jspecify.annotations.NullMarked;
