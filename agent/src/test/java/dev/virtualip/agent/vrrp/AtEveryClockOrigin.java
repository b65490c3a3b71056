package dev.virtualip.agent.vrrp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A test of a rule that depends on time. It is given the instant at which its story begins, and runs at several: the
 * origin of a monotonic clock is unknown, so a deadline may lie on the other side of an overflow.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "clock at {0}")
@ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 1_000_000_000L, Long.MAX_VALUE})
@interface AtEveryClockOrigin {}
