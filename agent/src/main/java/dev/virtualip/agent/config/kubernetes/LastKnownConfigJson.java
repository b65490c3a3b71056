package dev.virtualip.agent.config.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.virtualip.agent.config.DocumentMapper;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@link LastKnownConfig} as JSON. */
final class LastKnownConfigJson {
    private LastKnownConfigJson() {}

    /** Content of the file. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Document(
            @Nullable String node,
            @Nullable String clusterUID,
            @Nullable String uid,
            @Nullable String generation,
            @Nullable List<Router> virtualRouters) {}

    /** Virtual router in the file. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Router(
            @Nullable String uid,
            @Nullable VirtualRouter document,
            @Nullable String password) {
        /** Omits the password. */
        @Override
        public String toString() {
            return "Router[" + uid + "]";
        }
    }

    static byte[] write(LastKnownConfig config) throws IOException {
        List<Router> routers = config.routers().stream()
                .map(router -> new Router(router.uid(), router.document(), router.password()))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(DocumentMapper.get()
                .writeValueAsBytes(new Document(
                        config.node(),
                        config.clusterUid(),
                        config.uid(),
                        Long.toString(config.generation()),
                        routers)));
        bytes.write('\n');
        return bytes.toByteArray();
    }

    static LastKnownConfig read(byte[] json) throws IOException {
        Document document;
        try {
            document = DocumentMapper.get().readValue(json, Document.class);
        } catch (JsonProcessingException e) {
            // Without excerpts, which could show a password.
            throw new IOException("its content is invalid", e);
        }
        if (document == null || document.node() == null || document.generation() == null) {
            throw new IOException("its content is invalid");
        }
        List<Router> routers = document.virtualRouters() == null ? List.of() : document.virtualRouters();
        return new LastKnownConfig(
                document.node(),
                document.clusterUID(),
                document.uid(),
                Long.parseLong(document.generation()),
                routers.stream().map(LastKnownConfigJson::stored).toList());
    }

    private static StoredRouter stored(Router router) {
        if (router.uid() == null
                || router.document() == null
                || router.document().name() == null) {
            throw new IllegalArgumentException("a virtual router in it lacks its name");
        }
        StoredRouter stored = new StoredRouter(router.uid(), router.document(), router.password());
        // Fails here, and not in the event loop, if this version cannot run it.
        stored.spec(false);
        return stored;
    }
}
