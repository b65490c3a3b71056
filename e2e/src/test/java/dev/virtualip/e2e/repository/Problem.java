package dev.virtualip.e2e.repository;

import java.nio.file.Path;

/**
 * Something that the repository's rules forbid.
 *
 * @param line counted from 1
 */
record Problem(Path file, long line, String what) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
