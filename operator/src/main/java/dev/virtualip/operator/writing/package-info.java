/** What all writers have in common: they count, ask the fence, and try again with growing pauses. */
@NullMarked
package dev.virtualip.operator.writing;

import org.jspecify.annotations.NullMarked;
