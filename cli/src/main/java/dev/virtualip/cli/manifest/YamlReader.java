package dev.virtualip.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.crds.format.YamlError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads YAML and JSON into trees that know their lines. Refuses tags, anchors and aliases, and bounds the depth. */
public final class YamlReader {
    private static final int MAX_DEPTH = 50;
    private static final Pattern BLOCK = Pattern.compile(".*[|>][-+0-9]*\\s*(#.*)?");
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final String file;
    private final int linesBefore;
    private final List<String> lines;
    private final YAMLParser parser;

    private YamlReader(SourceLine first, String text, YAMLParser parser) {
        this.file = first.file();
        this.linesBefore = first.line() - 1;
        this.lines = text.lines().toList();
        this.parser = parser;
    }

    /**
     * The documents of a text, without empty ones.
     *
     * @param first the place of the text's first line
     */
    public static List<YamlNode> documents(SourceLine first, String text) throws UnreadableConfigException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlReader(first, text, parser).documents();
        } catch (JsonProcessingException e) {
            int lastLine = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            YamlError error = YamlError.of(e.getOriginalMessage(), lastLine);
            SourceLine place = new SourceLine(first.file(), first.line() - 1 + Math.max(1, error.line()));
            throw new UnreadableConfigException(
                    place, "not YAML: " + error.text() + "; check indentation, quotes and brackets");
        } catch (IOException e) {
            throw new UnreadableConfigException(first, "cannot be read as YAML (" + e.getMessage() + ")");
        }
    }

    private List<YamlNode> documents() throws IOException, UnreadableConfigException {
        List<YamlNode> documents = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            YamlNode document = node(token, place(), 0);
            if (!document.isEmpty()) {
                documents.add(document);
            }
        }
        return documents;
    }

    private YamlNode node(@Nullable JsonToken token, SourceLine place, int depth)
            throws IOException, UnreadableConfigException {
        if (depth > MAX_DEPTH) {
            throw new UnreadableConfigException(place(), "is nested more than " + MAX_DEPTH + " deep; simplify it");
        }
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new UnreadableConfigException(
                    place(), "anchors (&) and aliases (*) are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw new UnreadableConfigException(place(), "tags (!) are not supported; remove it");
        }
        return switch (token) {
            case START_OBJECT -> new YamlNode.Mapping(place, fields(depth));
            case START_ARRAY -> new YamlNode.Sequence(place, items(depth));
            case VALUE_NULL -> new YamlNode.Scalar(place, "", place.line());
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new YamlNode.Scalar(place, parser.getText(), firstLine());
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new UnreadableConfigException(place(), "not YAML: a value is missing; correct the line");
            case null ->
                throw new UnreadableConfigException(place(), "not YAML: the document ends too early; complete it");
        };
    }

    private Map<String, YamlNode> fields(int depth) throws IOException, UnreadableConfigException {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            SourceLine place = place();
            fields.putIfAbsent(name, node(parser.nextToken(), place, depth + 1));
        }
        return fields;
    }

    private List<YamlNode> items(int depth) throws IOException, UnreadableConfigException {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, place(), depth + 1));
        }
        return items;
    }

    private SourceLine place() {
        int line = parser.currentTokenLocation().getLineNr();
        return new SourceLine(file, linesBefore + Math.max(1, line));
    }

    private int firstLine() {
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        boolean isBlock =
                line <= lines.size() && BLOCK.matcher(lines.get(line - 1)).matches();
        return linesBefore + line + (isBlock ? 1 : 0);
    }
}
