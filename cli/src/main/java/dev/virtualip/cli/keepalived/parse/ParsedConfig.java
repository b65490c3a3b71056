package dev.virtualip.cli.keepalived.parse;

import dev.virtualip.cli.conversion.Remark;
import java.util.List;

/**
 * A configuration as it was read: its includes followed, its conditions and parameters resolved.
 *
 * @param file the file it began with
 * @param directives the directives at the top
 * @param remarks what reading found: lines that are left out, words that a comment cuts
 */
public record ParsedConfig(String file, List<Directive> directives, List<Remark> remarks) {
    /** Keeps copies of the lists. */
    public ParsedConfig {
        directives = List.copyOf(directives);
        remarks = List.copyOf(remarks);
    }
}
