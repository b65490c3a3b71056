/** The status of a VirtualIP, rule by rule, and as stories. */
@NullMarked
package dev.virtualip.operator.status;

import org.jspecify.annotations.NullMarked;
