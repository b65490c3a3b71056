/** What the chart renders, what it refuses, and that everything made from it is current. */
@NullMarked
package dev.virtualip.deploy.chart;

import org.jspecify.annotations.NullMarked;
