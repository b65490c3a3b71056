package dev.virtualip.cli.conversion;

/**
 * A line of a file, as people look it up.
 *
 * @param file the file's name as the user gave it, or as an include led to it
 * @param line counted from 1
 */
public record SourceLine(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
