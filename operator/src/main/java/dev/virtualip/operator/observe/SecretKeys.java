package dev.virtualip.operator.observe;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which keys a Secret has. */
public final class SecretKeys {
    private SecretKeys() {}

    /** Takes away the values: from here on nobody can read, log or dump them. */
    public static void trim(Secret secret) {
        Map<String, String> keys = new TreeMap<>();
        if (secret.getData() != null) {
            secret.getData().keySet().forEach(key -> keys.put(key, ""));
        }
        secret.setData(keys);
        secret.setStringData(null);
        secret.getMetadata().setAnnotations(null);
    }

    /** Whether a plan could tell the one from the other. */
    public static boolean differ(Secret a, Secret b) {
        return !a.getData().keySet().equals(b.getData().keySet());
    }

    /** Its keys, as {@code name/key}. */
    static Stream<String> of(Secret secret) {
        String prefix = secret.getMetadata().getName() + "/";
        return secret.getData().keySet().stream().map(key -> prefix + key);
    }
}
