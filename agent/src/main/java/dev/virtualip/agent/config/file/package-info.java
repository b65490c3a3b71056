/** Configuration from a file: reading, checking, and watching it for changes. */
@NullMarked
package dev.virtualip.agent.config.file;

import org.jspecify.annotations.NullMarked;
