package dev.virtualip.agent.config;

import java.util.List;

/** A part of a document that knows its line, from 1. Nothing is turned into objects yet. */
sealed interface YamlNode {
    /** The line on which it begins. */
    int line();

    /**
     * Fields, as they are written: a name may come twice.
     *
     * @param line where it begins
     * @param entries the fields in order
     */
    record Mapping(int line, List<Entry> entries) implements YamlNode {}

    /**
     * A list.
     *
     * @param line where it begins
     * @param items its items
     */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    /**
     * A single value.
     *
     * @param line where it begins
     * @param kind what it looks like
     * @param text as it is written, without quotes
     */
    record Scalar(int line, Kind kind, String text) implements YamlNode {}

    /**
     * One field of a mapping.
     *
     * @param line the line of its name
     * @param name its name
     * @param value its value
     */
    record Entry(int line, String name, YamlNode value) {}

    /** What a single value looks like; whatever is in quotes is text. */
    enum Kind {
        /** Any text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** A truth value. */
        TRUTH,
        /** Nothing after the colon, or null, or a tilde. */
        NOTHING
    }
}
