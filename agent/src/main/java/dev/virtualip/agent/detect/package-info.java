/** Detection of other routers that conflict with ours: foreign ones, mismatches, split brain, address conflicts. */
@NullMarked
package dev.virtualip.agent.detect;

import org.jspecify.annotations.NullMarked;
