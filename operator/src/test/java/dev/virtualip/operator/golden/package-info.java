/** Cases as YAML files: what goes in, and what comes out. */
@NullMarked
package dev.virtualip.operator.golden;

import org.jspecify.annotations.NullMarked;
