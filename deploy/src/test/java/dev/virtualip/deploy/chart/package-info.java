/** Tests of the chart: rendered objects, refused values, generated files. */
@NullMarked
package dev.virtualip.deploy.chart;

import org.jspecify.annotations.NullMarked;
