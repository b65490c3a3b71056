@NullMarked
package dev.virtualip.cli.output;

import org.jspecify.annotations.NullMarked;
