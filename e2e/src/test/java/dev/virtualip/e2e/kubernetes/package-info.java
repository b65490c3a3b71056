/** Tests of the API server fixture, and whatever needs a real API server. */
@NullMarked
package dev.virtualip.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
