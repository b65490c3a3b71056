/** Tests of the connection to the API server. */
@NullMarked
package dev.virtualip.cli.cluster;

import org.jspecify.annotations.NullMarked;
