package dev.virtualip.agent.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node runs, as the JSON of its copy on disk. */
final class HoldingsJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private HoldingsJson() {}

    /** The form of the file. */
    record Document(
            @Nullable String node,
            @Nullable String clusterUID,
            @Nullable String uid,
            @Nullable String generation,
            @Nullable List<Router> virtualRouters) {}

    /** One virtual router in it. */
    record Router(
            @Nullable String uid,
            @Nullable VirtualRouter document,
            @Nullable String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Router[" + uid + "]";
        }
    }

    static byte[] write(Holdings holdings) throws IOException {
        List<Router> routers = holdings.routers().stream()
                .map(held -> new Router(held.uid(), held.document(), held.password()))
                .toList();
        Document document = new Document(
                holdings.node(), holdings.clusterUid(), holdings.uid(), Long.toString(holdings.generation()), routers);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            DocumentWriter.write(json, document);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    static Holdings read(byte[] text) throws IOException {
        FileProblems problems = new FileProblems(Path.of("copy"));
        Document document;
        try (JsonParser parser = FACTORY.createParser(text)) {
            YamlNode root = new DocumentTree(parser, () -> {}).node(parser.nextToken());
            document = new DocumentBinder(problems, true).bind(root, Document.class);
        }
        if (document == null || !problems.isEmpty() || document.node() == null || document.generation() == null) {
            throw new IOException("it makes no sense");
        }
        List<Router> routers = document.virtualRouters() == null ? List.of() : document.virtualRouters();
        return new Holdings(
                document.node(),
                document.clusterUID(),
                document.uid(),
                Long.parseLong(document.generation()),
                routers.stream().map(HoldingsJson::held).toList());
    }

    private static Held held(Router router) {
        if (router.uid() == null
                || router.document() == null
                || router.document().name() == null) {
            throw new IllegalArgumentException("a virtual router in it lacks its name");
        }
        Held held = new Held(router.uid(), router.document(), router.password());
        // Whatever was accepted once and cannot be carried out any more shows here, and not in the event loop.
        held.spec(false);
        return held;
    }
}
