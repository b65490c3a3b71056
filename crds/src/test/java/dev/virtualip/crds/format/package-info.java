/** Tests of addresses, durations and names as text. */
@NullMarked
package dev.virtualip.crds.format;

import org.jspecify.annotations.NullMarked;
