/** Text forms of addresses, durations and names in documents. */
@NullMarked
package dev.virtualip.crds.format;

import org.jspecify.annotations.NullMarked;
