package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.virtualip.agent.api.JsonSlice;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VRRPRouter as the API server has it, as far as this agent looks at it. Its status is passed over.
 *
 * @param head by what a change is told without reading on
 * @param spec its spec; null: it has none
 */
record SeenObject(Head head, @Nullable YamlNode spec) {
    private static final String CLUSTER_UID = "virtualip.dev/cluster-uid";
    private static final String UNCLAIMED = "virtualip.dev/unclaimed";
    private static final String WITHDRAW_UNLISTED = "virtualip.dev/withdraw-unlisted";

    /**
     * What its metadata says.
     *
     * @param uid which object it is
     * @param generation counts the changes of its spec
     * @param clusterUid the cluster; null: nobody has said
     * @param withdrawUnlisted whether what runs and is not named shall be withdrawn
     * @param unclaimed the VirtualIPs in it, joined by commas, that disappeared with their definition; empty: none
     */
    record Head(String uid, long generation, @Nullable String clusterUid, boolean withdrawUnlisted, String unclaimed) {}

    String uid() {
        return head.uid();
    }

    long generation() {
        return head.generation();
    }

    boolean withdrawUnlisted() {
        return head.withdrawUnlisted();
    }

    /** The metadata alone. */
    static Head head(JsonSlice object) throws IOException {
        String uid = object.text("metadata", "uid");
        String generation = object.text("metadata", "generation");
        if (uid == null || generation == null) {
            throw new IOException("an object without uid and generation");
        }
        Map<String, String> annotations = annotations(object);
        return new Head(
                uid,
                Long.parseLong(generation),
                annotations.get(CLUSTER_UID),
                "true".equals(annotations.get(WITHDRAW_UNLISTED)),
                annotations.getOrDefault(UNCLAIMED, ""));
    }

    /** All of it. */
    static SeenObject read(Head head, JsonSlice object) throws IOException {
        JsonSlice spec = object.field("spec");
        if (spec == null) {
            return new SeenObject(head, null);
        }
        try (JsonParser parser = spec.parser()) {
            return new SeenObject(head, new DocumentTree(parser, () -> {}).node(parser.nextToken()));
        }
    }

    private static Map<String, String> annotations(JsonSlice object) throws IOException {
        Map<String, String> annotations = new HashMap<>();
        JsonSlice given = object.field("metadata", "annotations");
        if (given == null) {
            return annotations;
        }
        try (JsonParser parser = given.parser()) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                annotations.put(name, String.valueOf(parser.getText()));
            }
        }
        return annotations;
    }
}
