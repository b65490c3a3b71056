package dev.virtualip.testkit.kubelets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs kubelets. On a machine that cannot it is skipped with the reason. In CI (environment variable
 * {@code CI=true}) what is missing is a failure, but for cgroup v2 alone, which no package changes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubeletsCondition.class)
public @interface RequiresKubelets {}
