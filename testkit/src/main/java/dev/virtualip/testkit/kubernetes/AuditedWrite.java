package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A request that was to change something, as the API server's audit log has it.
 *
 * @param time when it came
 * @param user who sent it, for example {@code system:serviceaccount:virtualip:operator}; the server's own are of
 *     {@code system:apiserver}
 * @param verb create, update, patch, delete or deletecollection
 * @param resource what it was to change, for example {@code vrrprouters/status}
 * @param namespace where it is; empty for what has no namespace
 * @param name its name; empty where the server was to choose one, or for a whole list
 * @param status the HTTP status of the answer
 */
public record AuditedWrite(
        Instant time, String user, String verb, String resource, String namespace, String name, int status) {
    /** Reads a line of the audit log. */
    static AuditedWrite of(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new AuditedWrite(
                Instant.parse(event.path("requestReceivedTimestamp").asText()),
                event.path("user").path("username").asText(),
                event.path("verb").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.path("responseStatus").path("code").asInt());
    }
}
