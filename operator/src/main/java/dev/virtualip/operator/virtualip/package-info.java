/** What is said of each VirtualIP: its status, and the Events about it. */
@NullMarked
package dev.virtualip.operator.virtualip;

import org.jspecify.annotations.NullMarked;
