/** What the API server says, in words for people, and how to wait for it. */
@NullMarked
package dev.virtualip.operator.api;

import org.jspecify.annotations.NullMarked;
