package dev.virtualip.agent.config;

import java.nio.file.Path;

/**
 * Something in a file that cannot be carried out.
 *
 * @param file the file, as it was named
 * @param line the line, from 1; 0: the problem has none
 * @param field the place in the document, as in {@code spec.virtualRouters[0].priority}; empty: it has none
 * @param message what is wrong and what to do about it
 */
public record FileProblem(Path file, int line, String field, String message) {

    /** The line to print: {@code file:line: field: message}, less what there is not. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
