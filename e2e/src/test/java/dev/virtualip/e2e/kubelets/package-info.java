/** What people install, on real kubelets, and what is done to it. */
@NullMarked
package dev.virtualip.e2e.kubelets;

import org.jspecify.annotations.NullMarked;
