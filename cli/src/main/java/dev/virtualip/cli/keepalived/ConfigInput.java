package dev.virtualip.cli.keepalived;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one host.
 *
 * @param file the keepalived.conf
 * @param configId what keepalived's {@code -i} says on that host; null: not known
 */
public record ConfigInput(Path file, @Nullable String configId) {}
