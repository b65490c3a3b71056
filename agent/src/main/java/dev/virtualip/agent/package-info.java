/** Placeholder. */
@org.jspecify.annotations.NullMarked
package dev.virtualip.agent;
