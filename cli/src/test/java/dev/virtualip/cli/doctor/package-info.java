/** Tests of the command {@code doctor}. */
@NullMarked
package dev.virtualip.cli.doctor;

import org.jspecify.annotations.NullMarked;
