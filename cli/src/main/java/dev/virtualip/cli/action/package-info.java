/** Orders to the operator: planned moves and maintenance. */
@NullMarked
package dev.virtualip.cli.action;

import org.jspecify.annotations.NullMarked;
