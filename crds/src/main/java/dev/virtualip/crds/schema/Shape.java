package dev.virtualip.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The schema of one object, to which rules are added field by field. Naming a field that is not there is an error.
 *
 * @param schema what the generator made of a record
 * @param audience who writes it
 */
record Shape(JSONSchemaProps schema, Audience audience) {

    /**
     * The bounds of a number.
     *
     * @param min the least
     * @param max the most
     */
    record Bounds(long min, long max) {
        private void applyTo(JSONSchemaProps number) {
            number.setMinimum((double) min);
            number.setMaximum((double) max);
        }
    }

    /** A field that holds a text. */
    Shape text(String field, Text text) {
        bound(property(field), text);
        return this;
    }

    /** A field that holds a list of texts. */
    Shape texts(String field, int maxItems, Text text) {
        list(field, maxItems);
        bound(property(field).getItems().getSchema(), text);
        return this;
    }

    /** A field that holds texts by name; rules about them are rules of the field. */
    Shape textsByName(String field, int maxItems, int maxLength) {
        property(field).setMaxProperties((long) maxItems);
        property(field).getAdditionalProperties().getSchema().setMaxLength((long) maxLength);
        return this;
    }

    /** The object that a field holds. */
    Shape inside(String field) {
        return new Shape(property(field), audience);
    }

    /** A field that holds a list, which is replaced as a whole. */
    Shape list(String field, int maxItems) {
        property(field).setMaxItems((long) maxItems);
        property(field).setXKubernetesListType("atomic");
        return this;
    }

    /** A field that holds a list which is replaced as a whole and is not empty. */
    Shape listOfSome(String field, int maxItems) {
        property(field).setMinItems(1L);
        return list(field, maxItems);
    }

    /** A field that holds a list of which each item is known by a field of its own. */
    Shape listByKey(String field, int maxItems, String key) {
        property(field).setMaxItems((long) maxItems);
        property(field).setXKubernetesListType("map");
        property(field).setXKubernetesListMapKeys(List.of(key));
        return this;
    }

    /** A field that holds a whole number. */
    Shape number(String field, long min, long max) {
        new Bounds(min, max).applyTo(property(field));
        return this;
    }

    /** A field that counts something, without end. */
    Shape count(String field) {
        property(field).setMinimum(0.0);
        property(field).setFormat("int64");
        return this;
    }

    /** A field that holds a list of whole numbers. */
    Shape numbers(String field, int maxItems, Bounds bounds) {
        list(field, maxItems);
        bounds.applyTo(property(field).getItems().getSchema());
        return this;
    }

    /** A field that holds one of some numbers. */
    Shape oneOf(String field, int... numbers) {
        property(field)
                .setEnum(IntStream.of(numbers)
                        .mapToObj(JsonNodeFactory.instance::numberNode)
                        .map(JsonNode.class::cast)
                        .toList());
        return this;
    }

    /** A field that holds one of some words. */
    Shape oneOf(String field, String... words) {
        property(field)
                .setEnum(Arrays.stream(words)
                        .map(JsonNodeFactory.instance::textNode)
                        .map(JsonNode.class::cast)
                        .toList());
        return this;
    }

    /** What a field holds that is left out. */
    Shape defaults(String field, JsonNode value) {
        property(field).setDefault(value);
        return this;
    }

    /** Fields that must be there. */
    Shape required(String... fields) {
        for (String field : fields) {
            property(field);
        }
        schema.setRequired(List.of(fields));
        return this;
    }

    /** Drops a field: it is for files only. */
    Shape without(String field) {
        property(field);
        schema.getProperties().remove(field);
        return this;
    }

    /** Replaces the object as a whole when it is applied: two halves of it make no sense together. */
    Shape atomic() {
        schema.setXKubernetesMapType("atomic");
        return this;
    }

    /** Rules about the object, for people. */
    Shape rules(Rule... rules) {
        return rules(List.of(rules));
    }

    /** Rules about the object, for people. */
    Shape rules(List<Rule> rules) {
        if (audience == Audience.PEOPLE) {
            add(schema, rules);
        }
        return this;
    }

    /** Rules about one field, for people. */
    Shape rulesOf(String field, Rule... rules) {
        if (audience == Audience.PEOPLE) {
            add(property(field), List.of(rules));
        }
        return this;
    }

    private void bound(JSONSchemaProps property, Text text) {
        property.setMaxLength((long) text.maxLength());
        if (audience == Audience.PROGRAM && !text.pattern().isEmpty()) {
            property.setPattern(text.pattern());
        }
        if (audience == Audience.PEOPLE) {
            add(property, text.rules());
        }
    }

    private static void add(JSONSchemaProps property, List<Rule> rules) {
        List<ValidationRule> all = new ArrayList<>(property.getXKubernetesValidations());
        rules.stream().map(Rule::toValidation).forEach(all::add);
        property.setXKubernetesValidations(all);
    }

    private JSONSchemaProps property(String field) {
        return Optional.ofNullable(schema.getProperties().get(field))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no field " + field + " in " + schema.getProperties().keySet()));
    }
}
