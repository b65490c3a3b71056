package dev.virtualip.agent.report.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.virtualip.agent.report.RecordWriter;
import dev.virtualip.crds.VRRPRouterStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A status as the merge patch that makes it the object's. */
final class StatusPatch {
    private static final JsonFactory FACTORY = new JsonFactory();

    private StatusPatch() {}

    /** The patch. The uid is a condition: another object of this name is not to be taken for this one. */
    static byte[] of(String uid, VRRPRouterStatus status) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("metadata");
            json.writeStringField("uid", uid);
            json.writeEndObject();
            json.writeObjectFieldStart("status");
            if (status.observedGeneration() == null) {
                // What a merge patch does not name stays as it is.
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
