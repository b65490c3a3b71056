/** Tests of the import from keepalived. */
@NullMarked
package dev.virtualip.cli.keepalived;

import org.jspecify.annotations.NullMarked;
