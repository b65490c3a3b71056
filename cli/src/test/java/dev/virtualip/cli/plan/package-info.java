@NullMarked
package dev.virtualip.cli.plan;

import org.jspecify.annotations.NullMarked;
