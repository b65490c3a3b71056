package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads objects leniently. Newer definitions, which an operator after a rollback does not replace, may have unknown
 * fields and values: the operator ignores them instead of failing on all objects.
 */
public final class LenientJson {
    private LenientJson() {}

    /** Returns the serialization for a client. */
    public static KubernetesSerialization serialization() {
        ObjectMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                .build();
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        // A watch error is a Status: if it were not read, it would be ignored and the watch never restarted.
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }
}
