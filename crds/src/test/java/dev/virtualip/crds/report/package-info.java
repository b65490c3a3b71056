/** Tests of the reports. */
@NullMarked
package dev.virtualip.crds.report;

import org.jspecify.annotations.NullMarked;
