package dev.virtualip.operator.install;

import java.util.List;
import java.util.Objects;

/**
 * How it went.
 *
 * @param problem why the operator cannot work with this cluster; empty: it can
 * @param remarks what a person should know, one line each
 */
public record Installation(String problem, List<String> remarks) {

    /** Keeps a copy of the list. */
    public Installation {
        Objects.requireNonNull(problem);
        remarks = List.copyOf(remarks);
    }

    /** Whether the operator can work. */
    public boolean done() {
        return problem.isEmpty();
    }
}
