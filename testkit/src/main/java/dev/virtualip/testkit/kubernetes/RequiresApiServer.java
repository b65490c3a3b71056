package dev.virtualip.testkit.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs a real API server in a lab. On a machine that cannot (no root, neither the programs nor Go to build
 * them) it is skipped with the reason, but in CI (environment variable {@code CI=true}) it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ApiServerCondition.class)
public @interface RequiresApiServer {}
