/**
 * The documents that users and the operator write, as records: their shapes, their defaults, and the rules that say
 * what is wrong with one, where, and what to do about it. Jackson annotations only; nothing here does I/O.
 */
@NullMarked
package dev.virtualip.crds;

import org.jspecify.annotations.NullMarked;
