/** The nodes: their interfaces, networks and addresses, and the virtual routers that they have. */
@NullMarked
package dev.virtualip.operator.plan.topology;

import org.jspecify.annotations.NullMarked;
