/** Kubernetes Events about VirtualIPs and their definition, sent once each and limited in number. */
@NullMarked
package dev.virtualip.operator.event;

import org.jspecify.annotations.NullMarked;
