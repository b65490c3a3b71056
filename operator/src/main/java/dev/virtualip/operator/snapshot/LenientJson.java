package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * How objects are read. Newer definitions, which an operator that was rolled back leaves alone, may have fields and
 * words that it does not know: it does without them, instead of without all objects.
 */
public final class LenientJson {
    private LenientJson() {}

    /** For a client. */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                .build();
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        // An error on a watch is one of these: unread, it would be taken for nothing, and the watch never begun anew.
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }
}
