/** What the API server says, in words for people. */
@NullMarked
package dev.virtualip.operator.api;

import org.jspecify.annotations.NullMarked;
