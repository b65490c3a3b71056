package dev.virtualip.agent.report.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.virtualip.agent.report.ReportJson;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import java.io.UncheckedIOException;

/** Merge patch for a status. */
final class StatusPatch {
    private StatusPatch() {}

    /** The patch. It names the UID, so that the API server refuses it for a recreated object. */
    static byte[] of(String uid, VRRPRouterStatus status) {
        ObjectMapper mapper = ReportJson.get();
        ObjectNode patch = mapper.createObjectNode();
        patch.putObject("metadata").put("uid", uid);
        ObjectNode fields = mapper.valueToTree(status);
        if (status.observedGeneration() == null) {
            // A merge patch keeps the fields that it does not name.
            fields.putNull("observedGeneration");
        }
        if (status.recentLateness() == null) {
            fields.putNull("recentLateness");
        }
        patch.set("status", fields);
        try {
            return mapper.writeValueAsBytes(patch);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
    }
}
