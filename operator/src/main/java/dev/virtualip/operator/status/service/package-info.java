/** Writes into each Service: finalizer, addresses, condition, Events. Pure. */
@NullMarked
package dev.virtualip.operator.status.service;

import org.jspecify.annotations.NullMarked;
