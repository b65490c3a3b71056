package dev.virtualip.cli.manifest;

import dev.virtualip.cli.conversion.SourceLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Value of a YAML document, with its line. */
public sealed interface YamlNode {
    /** The line of the value; of a field: the line of its name. */
    SourceLine place();

    /** The value of a field; an empty value where there is none. */
    default YamlNode field(String name) {
        return fields().getOrDefault(name, new Scalar(place(), "", place().line()));
    }

    /** The fields of a mapping by their names; empty for anything else. */
    default Map<String, YamlNode> fields() {
        return this instanceof Mapping mapping ? mapping.values() : Map.of();
    }

    /** The items of a list; empty for anything else. */
    default List<YamlNode> items() {
        return this instanceof Sequence sequence ? sequence.values() : List.of();
    }

    /** The text of a scalar; empty for null, a mapping or a list. */
    default String text() {
        return this instanceof Scalar scalar ? scalar.value() : "";
    }

    /** Whether it is true; empty if it is neither true nor false. */
    default Optional<Boolean> truth() {
        return switch (text()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether there is nothing in it. */
    default boolean isEmpty() {
        return fields().isEmpty() && items().isEmpty() && text().isEmpty();
    }

    /**
     * Text, number, truth value or null, as it is written.
     *
     * @param value the text; empty for null
     * @param firstLine the line on which the text itself begins: of a block, the line after its name
     */
    record Scalar(SourceLine place, String value, int firstLine) implements YamlNode {}

    /**
     * Mapping.
     *
     * @param values its fields, in the order of the document; of two of the same name the first one
     */
    record Mapping(SourceLine place, Map<String, YamlNode> values) implements YamlNode {
        /** Keeps a copy. */
        public Mapping {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** List. */
    record Sequence(SourceLine place, List<YamlNode> values) implements YamlNode {
        /** Keeps a copy. */
        public Sequence {
            values = List.copyOf(values);
        }
    }
}
