package dev.virtualip.agent.config;

import java.util.List;

/** What came of reading a configuration file. */
public sealed interface Loaded {

    /**
     * It can be carried out.
     *
     * @param config what it says
     */
    record Ok(NodeConfig config) implements Loaded {}

    /**
     * It cannot be carried out.
     *
     * @param problems all that is wrong, by line; at least one, at most about a hundred
     */
    record Invalid(List<FileProblem> problems) implements Loaded {

        /** Keeps a copy of the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
