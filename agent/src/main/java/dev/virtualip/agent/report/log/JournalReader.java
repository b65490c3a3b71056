package dev.virtualip.agent.report.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.RecordReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lines that {@link Journal} wrote. */
public final class JournalReader {
    private static final JsonFactory JSON = new JsonFactory();

    private JournalReader() {}

    /**
     * The entry that a line holds.
     *
     * @throws IllegalArgumentException if it holds none, as the last line after a crash may; the message names the
     *     place
     */
    public static JournalEntry parse(String line) {
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            Object json = tree(parser);
            if (parser.nextToken() == null
                    && RecordReader.read(JournalEntry.class, json) instanceof JournalEntry entry) {
                return entry;
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("this is no journal entry: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("this is no journal entry, or more than one: " + line);
    }

    /** The value at the parser's token as maps, lists, text, whole numbers and flags. */
    private static @Nullable Object tree(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(parser);
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        return parser.getValueAsString();
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, tree(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(tree(parser));
        }
        return values;
    }
}
