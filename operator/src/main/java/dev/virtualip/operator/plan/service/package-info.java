/** Services of type LoadBalancer: which VirtualIPs the operator owns on their behalf, and with which addresses. */
@NullMarked
package dev.virtualip.operator.plan.service;

import org.jspecify.annotations.NullMarked;
