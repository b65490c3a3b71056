/**
 * A cluster of real kubelets on hosts that are namespaces, made by {@code e2e/bin/cluster}, with our chart and our own
 * images in it.
 */
@NullMarked
package dev.virtualip.testkit.kubelets;

import org.jspecify.annotations.NullMarked;
