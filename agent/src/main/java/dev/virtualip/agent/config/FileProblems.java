package dev.virtualip.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Problems found in one file, bounded so that no file floods the log. */
public final class FileProblems {
    private static final int MAX = 100;
    private static final int MAX_SHOWN = 5;

    private final Path file;
    private final List<FileProblem> found = new ArrayList<>();

    public FileProblems(Path file) {
        this.file = file;
    }

    public void add(int line, String field, String message) {
        if (found.size() < MAX) {
            found.add(new FileProblem(file, line, field, message));
        }
    }

    /** Adds a problem of the file as a whole. */
    public void add(String message) {
        add(0, "", message);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /** The first five, on one line, without file and line numbers, and how many more there are. */
    public String text() {
        String shown = found.stream()
                .limit(MAX_SHOWN)
                .map(problem -> (problem.field().isEmpty() ? "" : problem.field() + ": ") + problem.message())
                .collect(Collectors.joining("; "));
        return found.size() > MAX_SHOWN ? "%s; and %d more".formatted(shown, found.size() - MAX_SHOWN) : shown;
    }

    /** The problems by line; those of one line in the order of discovery. */
    public List<FileProblem> sorted() {
        return found.stream().sorted(Comparator.comparingInt(FileProblem::line)).toList();
    }
}
