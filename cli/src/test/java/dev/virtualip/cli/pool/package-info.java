/** Tests the conversion of pools. */
@NullMarked
package dev.virtualip.cli.pool;

import org.jspecify.annotations.NullMarked;
