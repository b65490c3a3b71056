package dev.virtualip.agent.config;

import java.nio.file.Path;

/**
 * Problem in a file.
 *
 * @param file the file, as it was named
 * @param line the line, from 1; 0: none
 * @param field the place in the document, as in {@code spec.virtualRouters[0].priority}; empty: none
 * @param message the problem and the remedy
 */
public record FileProblem(Path file, int line, String field, String message) {

    /** The line to print: {@code file:line: field: message}, less what there is not. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
