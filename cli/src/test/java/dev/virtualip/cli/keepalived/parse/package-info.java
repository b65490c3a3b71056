/** Tests of the parser of keepalived.conf. */
@NullMarked
package dev.virtualip.cli.keepalived.parse;

import org.jspecify.annotations.NullMarked;
