package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.virtualip.agent.config.YamlNode.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a tree of the values that a parser meets, YAML's or JSON's. */
final class DocumentTree {
    private static final int MAX_DEPTH = 20;

    private final JsonParser parser;
    private final Guard guard;

    /** Looks at each value before it is read. */
    @FunctionalInterface
    interface Guard {
        /** Refuses the value that the parser stands at. */
        void check() throws IOException;
    }

    DocumentTree(JsonParser parser, Guard guard) {
        this.parser = parser;
        this.guard = guard;
    }

    /** The value at a token, which is the parser's current one. */
    YamlNode node(@Nullable JsonToken token) throws IOException {
        return node(token, 0);
    }

    int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private YamlNode node(@Nullable JsonToken token, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new Refused(line(), "is nested more than " + MAX_DEPTH + " deep; no VRRPRouter is, simplify it");
        }
        guard.check();
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

    /** Ends the reading of a document that goes beyond what a configuration needs. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final int line;

        Refused(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
