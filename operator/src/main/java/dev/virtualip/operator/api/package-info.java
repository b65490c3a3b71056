/** The connection to the API server: HTTP client, text of failures, waiting. */
@NullMarked
package dev.virtualip.operator.api;

import org.jspecify.annotations.NullMarked;
