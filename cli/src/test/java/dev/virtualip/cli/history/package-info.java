@NullMarked
package dev.virtualip.cli.history;

import org.jspecify.annotations.NullMarked;
