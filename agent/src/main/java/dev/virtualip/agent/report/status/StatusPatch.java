package dev.virtualip.agent.report.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.virtualip.agent.report.RecordWriter;
import dev.virtualip.crds.VRRPRouterStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Merge patch for a status. */
final class StatusPatch {
    private static final JsonFactory FACTORY = new JsonFactory();

    private StatusPatch() {}

    /** The patch. It names the UID, so that the API server refuses it for a recreated object. */
    static byte[] of(String uid, VRRPRouterStatus status) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("metadata");
            json.writeStringField("uid", uid);
            json.writeEndObject();
            json.writeObjectFieldStart("status");
            if (status.observedGeneration() == null) {
                // A merge patch keeps the fields that it does not name.
                json.writeNullField("observedGeneration");
            }
            RecordWriter.writeFields(json, status);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be full of JSON", e);
        }
        return bytes.toByteArray();
    }
}
