/** Tests of the translation of scripts. */
@NullMarked
package dev.virtualip.cli.keepalived.script;

import org.jspecify.annotations.NullMarked;
