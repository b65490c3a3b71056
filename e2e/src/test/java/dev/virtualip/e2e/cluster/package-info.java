/** Stories of the whole in a small cluster: a real API server, operator, agents on hosts, and a client that asks. */
@NullMarked
package dev.virtualip.e2e.cluster;

import org.jspecify.annotations.NullMarked;
