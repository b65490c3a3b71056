/**
 * Reads keepalived configurations, one per host, and turns them into what the agents and the operator understand.
 *
 * <p>The way of the data: {@link ConfigReader} makes lines into a tree of {@link Directive}s, the keyword tables turn
 * the tree into {@link Instance}s and account for every directive in a {@link Ledger}, and {@link KeepalivedImport}
 * groups the instances over the hosts and writes the documents.
 */
@NullMarked
package dev.virtualip.cli.keepalived;

import org.jspecify.annotations.NullMarked;
