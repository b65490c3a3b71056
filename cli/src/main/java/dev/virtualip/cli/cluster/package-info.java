/** The cluster as the command line reaches it: options, connection, the objects that reports are made of. */
@NullMarked
package dev.virtualip.cli.cluster;

import org.jspecify.annotations.NullMarked;
