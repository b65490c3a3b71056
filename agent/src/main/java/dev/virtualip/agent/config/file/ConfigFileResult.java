package dev.virtualip.agent.config.file;

import dev.virtualip.agent.config.FileProblem;
import java.util.List;

/** What came of reading a configuration file. */
public sealed interface ConfigFileResult {

    /**
     * It can be carried out.
     *
     * @param config what it says
     */
    record Valid(NodeConfig config) implements ConfigFileResult {}

    /**
     * It cannot be carried out.
     *
     * @param problems all that is wrong, by line; at least one, at most about a hundred
     */
    record Invalid(List<FileProblem> problems) implements ConfigFileResult {

        /** Keeps a copy of the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
