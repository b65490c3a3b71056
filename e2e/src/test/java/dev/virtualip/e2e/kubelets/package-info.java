/** Tests of the installed release on real kubelets. */
@NullMarked
package dev.virtualip.e2e.kubelets;

import org.jspecify.annotations.NullMarked;
