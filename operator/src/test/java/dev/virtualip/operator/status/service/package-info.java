/** Tests of what is written into Services. */
@NullMarked
package dev.virtualip.operator.status.service;

import org.jspecify.annotations.NullMarked;
