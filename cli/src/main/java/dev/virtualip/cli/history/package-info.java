/** History of an address: moves and what happened to it, from Events, statuses and journals. */
@NullMarked
package dev.virtualip.cli.history;

import org.jspecify.annotations.NullMarked;
