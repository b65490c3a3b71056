package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.kernel.LabException;
import java.util.List;

/**
 * Answer of the API server.
 *
 * @param request method and path, for messages
 * @param status the HTTP status; {@link #SILENT} when there was no answer
 * @param body the document: an object, a list, or a {@code Status} that says what is wrong; of plain text a JSON string
 * @param warnings the texts of its {@code Warning} headers
 */
public record ApiAnswer(String request, int status, JsonNode body, List<String> warnings) {
    /** The status when there was no answer: refused, timed out, cut off. The body says which. */
    public static final int SILENT = 0;

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_NOT_GOOD = 300;

    /** Keeps a copy of the list. */
    public ApiAnswer {
        warnings = List.copyOf(warnings);
    }

    /** Whether the request was carried out. */
    public boolean isGood() {
        return status >= FIRST_GOOD && status < FIRST_NOT_GOOD;
    }

    /** Why the request was refused, in the server's words; of an object this is empty. */
    public String message() {
        return body.isTextual() ? body.asText() : body.path("message").asText();
    }

    /** The body of a request that was carried out; throws, with the server's words, when it was not. */
    public JsonNode orThrow() {
        if (!isGood()) {
            throw new LabException("%s: %d: %s".formatted(request, status, message()));
        }
        return body;
    }
}
