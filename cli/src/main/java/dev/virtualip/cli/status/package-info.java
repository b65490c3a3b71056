/** State of addresses, nodes and pools: a report, pure, made of what the cluster or an agent shows; and its text. */
@NullMarked
package dev.virtualip.cli.status;

import org.jspecify.annotations.NullMarked;
