package dev.virtualip.agent.config.file;

import dev.virtualip.agent.config.FileProblem;
import java.util.List;

/** Result of reading a configuration file. */
public sealed interface ConfigFileResult {

    /**
     * Valid file.
     *
     * @param config its content
     */
    record Valid(NodeConfig config) implements ConfigFileResult {}

    /**
     * Invalid file.
     *
     * @param problems all problems by line; at least one, at most about a hundred
     */
    record Invalid(List<FileProblem> problems) implements ConfigFileResult {

        /** Keeps a copy of the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
