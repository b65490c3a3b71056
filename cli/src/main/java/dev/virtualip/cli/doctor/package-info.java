/** The command {@code doctor}: probes of hosts and of pairs of hosts, compared and explained. */
@NullMarked
package dev.virtualip.cli.doctor;

import org.jspecify.annotations.NullMarked;
