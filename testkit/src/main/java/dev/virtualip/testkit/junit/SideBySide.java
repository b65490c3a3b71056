package dev.virtualip.testkit.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * The integration test may run while others do: it waits more than it works, and none of its bounds is so short that a
 * busy machine would break it. The build runs these three at a time, after those that need the machine for themselves.
 * The longest ones have {@link org.junit.jupiter.api.Order}, so that none of them begins last.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("side-by-side")
public @interface SideBySide {}
