package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Secret without its values, which are dropped while it is read, so that they cannot be logged or dumped. */
@Group("")
@Version("v1")
@Kind("Secret")
@Plural("secrets")
public final class SecretObject extends CustomResource<Void, Void> implements Namespaced {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // It is never serialized.
    private Set<String> keys = Set.of();

    /** Returns the keys of the Secret. */
    Set<String> keys() {
        return keys;
    }

    @JsonProperty("data")
    void setData(@Nullable Map<String, Object> data) {
        keys = data == null ? Set.of() : Set.copyOf(data.keySet());
    }
}
