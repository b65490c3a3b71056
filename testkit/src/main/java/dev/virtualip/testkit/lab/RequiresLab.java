package dev.virtualip.testkit.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test builds labs. On a machine that cannot (no root, a program missing) it is skipped with the reason, but in CI
 * (environment variable {@code CI=true}) it fails: a test that never runs proves nothing.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabCondition.class)
public @interface RequiresLab {}
