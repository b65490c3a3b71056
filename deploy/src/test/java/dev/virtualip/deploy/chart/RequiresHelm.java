package dev.virtualip.deploy.chart;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs Helm, and takes it as a parameter. Where there is none it is skipped with the reason; in CI
 * (environment variable {@code CI=true}) Helm is built.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HelmCondition.class)
@interface RequiresHelm {}
