/** Tests of the live page. */
@NullMarked
package dev.virtualip.daemon.page;

import org.jspecify.annotations.NullMarked;
