package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.virtualip.agent.config.YamlNode.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the only document of a text. What a configuration does without is refused: tags, anchors and aliases. */
final class YamlTree {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final int MAX_DEPTH = 20;
    private static final Pattern MARK = Pattern.compile("^ in .*, line (\\d{1,9}), column \\d+:?$", Pattern.MULTILINE);

    private final YAMLParser parser;

    private YamlTree(YAMLParser parser) {
        this.parser = parser;
    }

    /** The root of the only document in a text, or null after adding the problem. */
    static @Nullable YamlNode parse(String text, FileProblems problems) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlTree(parser).onlyDocument(problems);
        } catch (Refused e) {
            problems.add(e.line, "", String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            problems.add(line(e), "", "not YAML: " + oneLine(e) + "; check indentation, quotes and brackets");
        } catch (IOException e) {
            problems.add("cannot be read as YAML (" + e.getMessage() + "); simplify the document");
        }
        return null;
    }

    private @Nullable YamlNode onlyDocument(FileProblems problems) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            problems.add("is empty; write a VRRPRouter document");
            return null;
        }
        YamlNode root = node(first, 0);
        if (parser.nextToken() != null) {
            problems.add(line(), "", "a second document begins here; one file describes one node");
            return null;
        }
        return root;
    }

    private YamlNode node(@Nullable JsonToken token, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new Refused(line(), "is nested more than " + MAX_DEPTH + " deep; no VRRPRouter is, simplify it");
        }
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new Refused(line(), "anchors (&) and aliases (*) are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw new Refused(line(), "tags (!) are not supported; remove it");
        }
        return switch (token) {
            case START_OBJECT -> mapping(depth);
            case START_ARRAY -> sequence(depth);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.TRUTH);
            case VALUE_NULL -> scalar(Kind.NOTHING);
            case VALUE_STRING -> scalar(Kind.TEXT);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new Refused(line(), "not YAML: " + token + " where a value should be; correct the line");
            case null -> throw new Refused(line(), "not YAML: it breaks off; complete the document");
        };
    }

    private YamlNode mapping(int depth) throws IOException {
        int line = line();
        List<YamlNode.Entry> entries = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int nameLine = line();
            String name = parser.currentName();
            entries.add(new YamlNode.Entry(nameLine, name, node(parser.nextToken(), depth + 1)));
        }
        return new YamlNode.Mapping(line, entries);
    }

    private YamlNode sequence(int depth) throws IOException {
        int line = line();
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new YamlNode.Sequence(line, items);
    }

    private YamlNode scalar(Kind kind) throws IOException {
        String text = parser.getText();
        return new YamlNode.Scalar(line(), kind, text == null ? "" : text);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The last line that the message speaks of, which is where it went wrong; else the last one that was read. */
    private static int line(JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        Matcher mark = MARK.matcher(String.valueOf(e.getOriginalMessage()));
        while (mark.find()) {
            line = Integer.parseInt(mark.group(1));
        }
        return line;
    }

    /** What is wrong, of a message that goes on with excerpts of the document (which could show a password). */
    private static String oneLine(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .lines()
                .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
                .map(line -> line.replaceFirst(", got this instead.*", ""))
                .collect(Collectors.joining(", "));
    }

    /** Ends the reading of a document that goes beyond what a configuration needs. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final int line;

        private Refused(int line, String message) {
            super(message);
            this.line = line;
        }
    }
}
