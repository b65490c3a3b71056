package dev.virtualip.testkit.junit;

import dev.virtualip.testkit.kernel.Namespace;
import org.junit.jupiter.api.Assumptions;

/**
 * Something that a test needs of the machine. Where it is missing the test is skipped with the reason; in continuous
 * integration (environment variable {@code CI=true}) it fails, because a test that never runs proves nothing.
 */
public final class Prerequisite {
    private Prerequisite() {}

    /** Skips the running test, or fails it in continuous integration, unless {@code met}. */
    public static void require(boolean met, String reason) {
        if (!met && isCi()) {
            throw new AssertionError("CI=true, but the test " + reason);
        }
        Assumptions.assumeTrue(met, reason);
    }

    /** Requires that this process runs as root. */
    public static void requireRoot() {
        require(Namespace.canBeCreated(), "needs root, for network namespaces");
    }

    /** Whether a test that cannot run must fail. */
    public static boolean isCi() {
        return "true".equals(System.getenv("CI"));
    }
}
