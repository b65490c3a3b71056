/** Reports on the state of all addresses, made of the custom resources or of what agents show: pure functions. */
@NullMarked
package dev.virtualip.crds.report;

import org.jspecify.annotations.NullMarked;
