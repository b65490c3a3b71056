/** Parser of keepalived.conf: lines, comments, parameters, conditions and includes become a tree of directives. */
@NullMarked
package dev.virtualip.cli.keepalived.parse;

import org.jspecify.annotations.NullMarked;
