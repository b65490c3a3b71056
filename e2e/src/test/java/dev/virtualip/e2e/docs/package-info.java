/** Tests of the documentation: its links and navigation, its YAML, and the pages that are generated. */
@NullMarked
package dev.virtualip.e2e.docs;

import org.jspecify.annotations.NullMarked;
