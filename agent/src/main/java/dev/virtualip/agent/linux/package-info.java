/**
 * The kernel, and the only foreign-function code: one class per kernel interface over one {@code Libc}.
 *
 * <p>Receiving, sending and reading clocks allocate nothing on the Java heap, also when only the C1 compiler runs:
 * native memory is laid out once per object and reused, addresses are passed as numbers, and {@code errno} is captured
 * only after a failure. Memory is freed with the object that owns it; descriptors are closed. Nothing here may be used
 * by two threads at once. Structures have the layout of 64-bit Linux, which x86-64 and AArch64 share.
 */
@NullMarked
package dev.virtualip.agent.linux;

import org.jspecify.annotations.NullMarked;
