/** Tests of the keyword tables. */
@NullMarked
package dev.virtualip.cli.keepalived.map;

import org.jspecify.annotations.NullMarked;
