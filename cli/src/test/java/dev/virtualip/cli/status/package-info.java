@NullMarked
package dev.virtualip.cli.status;

import org.jspecify.annotations.NullMarked;
