package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.virtualip.crds.format.FieldPath;
import dev.virtualip.crds.format.YamlError;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a text with a single YAML document. Refuses tags, anchors and aliases, and bounds depth and list length. A
 * scalar becomes a number or a truth value only if every version of YAML reads it as the same one; any other scalar
 * keeps the text as written, so that a password of 0123 stays these four characters.
 */
public final class YamlParser {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ITEMS = 1024;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9]\\d{0,8}");
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final YAMLParser parser;
    private final FileProblems problems;
    private final DocumentTree tree = new DocumentTree();

    private YamlParser(YAMLParser parser, FileProblems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** The document, or null after adding the problem. */
    public static @Nullable DocumentTree parse(String text, FileProblems problems) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlParser(parser, problems).document();
        } catch (Refused e) {
            problems.add(e.line, "", String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            int lastLine = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            YamlError error = YamlError.of(e.getOriginalMessage(), lastLine);
            problems.add(error.line(), "", "not YAML: " + error.text() + "; check indentation, quotes and brackets");
        } catch (IOException e) {
            problems.add("cannot be read as YAML (" + e.getMessage() + "); simplify the document");
        }
        return null;
    }

    private @Nullable DocumentTree document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            problems.add("is empty; write a VRRPRouter document");
            return null;
        }
        tree.put("", line());
        tree.setRoot(node(first, "", 0));
        if (parser.nextToken() != null) {
            problems.add(line(), "", "a second document begins here; one file describes one node");
        }
        return tree;
    }

    private JsonNode node(@Nullable JsonToken token, String path, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw refused("is nested more than " + MAX_DEPTH + " deep; no VRRPRouter is, simplify it");
        }
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw refused("anchors (&) and aliases (*) are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw refused("tags (!) are not supported; remove it");
        }
        return switch (token) {
            case START_OBJECT -> fields(path, depth);
            case START_ARRAY -> items(path, depth);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> truth(parser.getText());
            case VALUE_NULL -> DocumentTree.NO_VALUE;
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw refused("not YAML: " + token + " where a value should be; correct the line");
            case null -> throw refused("not YAML: the document ends too early; complete it");
        };
    }

    /** The fields of a mapping; of two with the same name the first one counts. */
    private ObjectNode fields(String path, int depth) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String place = FieldPath.field(path, name);
            int line = line();
            boolean isFirst = tree.put(place, line);
            JsonNode value = node(parser.nextToken(), place, depth + 1);
            if (isFirst) {
                object.set(name, value);
            } else {
                problems.add(line, place, "is given twice, first on line %d; remove one".formatted(tree.lineOf(place)));
            }
        }
        return object;
    }

    private ArrayNode items(String path, int depth) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            String place = FieldPath.item(path, index);
            tree.put(place, line());
            JsonNode value = node(token, place, depth + 1);
            if (index < MAX_ITEMS) {
                array.add(value);
            } else if (index == MAX_ITEMS) {
                tree.truncated().add(path);
                problems.add(tree.lineOf(path), path, "has too many items; give at most " + MAX_ITEMS);
            }
            index++;
        }
        return array;
    }

    private static JsonNode number(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
    }

    private static JsonNode truth(String text) {
        return switch (text) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> TextNode.valueOf(text);
        };
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private Refused refused(String message) {
        return new Refused(line(), message);
    }

    /** Document that uses more of YAML than a configuration needs. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final int line;

        private Refused(int line, String message) {
            super(message);
            this.line = line;
        }
    }
}
