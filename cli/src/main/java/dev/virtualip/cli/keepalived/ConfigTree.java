package dev.virtualip.cli.keepalived;

import java.util.List;

/**
 * A configuration as it was read: its includes followed, its conditions and parameters resolved.
 *
 * @param file the file it began with
 * @param directives the directives at the top
 * @param remarks what reading found: lines that are left out, words that a comment cuts
 */
record ConfigTree(String file, List<Directive> directives, List<Remark> remarks) {
    ConfigTree {
        directives = List.copyOf(directives);
        remarks = List.copyOf(remarks);
    }
}
