package dev.virtualip.agent.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value inside of a larger text, not yet read: the state of an object is skipped, not made into objects. */
// A class, not a record: a record with an array would compare by identity.
public final class JsonSlice {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] bytes;
    private final int from;
    private final int to;

    private JsonSlice(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** All of a text. */
    public static JsonSlice all(byte[] bytes) {
        return new JsonSlice(bytes, 0, bytes.length);
    }

    /** A parser at the beginning of the value. */
    public JsonParser parser() throws IOException {
        return FACTORY.createParser(bytes, from, to - from);
    }

    /** The field at a path of names; null: it is not there. */
    public @Nullable JsonSlice field(String... path) throws IOException {
        try (JsonParser parser = parser()) {
            return find(parser, path) ? slice(parser) : null;
        }
    }

    /** The text of the field at a path of names; null: it is not there, or is no text or number. */
    public @Nullable String text(String... path) throws IOException {
        try (JsonParser parser = parser()) {
            return find(parser, path) && parser.currentToken().isScalarValue() ? parser.getText() : null;
        }
    }

    /** The elements of the list at a path of names; none if it is not there. */
    List<JsonSlice> elements(String... path) throws IOException {
        List<JsonSlice> elements = new ArrayList<>();
        try (JsonParser parser = parser()) {
            if (find(parser, path) && parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(slice(parser));
                }
            }
        }
        return elements;
    }

    /** Goes to the value of the field at a path; false: there is none. */
    private static boolean find(JsonParser parser, String... path) throws IOException {
        JsonToken token = parser.nextToken();
        for (String name : path) {
            if (token != JsonToken.START_OBJECT || !enter(parser, name)) {
                return false;
            }
            token = parser.currentToken();
        }
        return token != null;
    }

    private static boolean enter(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(name);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** The value that the parser stands before, which is then behind it. */
    private JsonSlice slice(JsonParser parser) throws IOException {
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return new JsonSlice(bytes, from + begin, from + end);
    }
}
