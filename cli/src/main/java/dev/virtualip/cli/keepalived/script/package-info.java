/** Translation of the scripts by which keepalived checks a service: what they check, where that is plain. */
@NullMarked
package dev.virtualip.cli.keepalived.script;

import org.jspecify.annotations.NullMarked;
