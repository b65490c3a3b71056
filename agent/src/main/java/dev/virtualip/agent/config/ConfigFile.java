package dev.virtualip.agent.config;

import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.validation.Problem;
import dev.virtualip.crds.validation.VRRPRouterRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file that drives an agent without Kubernetes: one Document document. */
public final class ConfigFile {
    private final FileProblems problems;
    private final DocumentBinder binder;

    /**
     * The document of a file, in the form of a VRRPRouter object.
     *
     * @param apiVersion {@link ApiGroup#API_VERSION}
     * @param kind {@link ApiGroup#VRRP_ROUTER}
     * @param metadata carries the node's name
     * @param spec the configuration of the node
     */
    record Document(
            @Nullable String apiVersion,
            @Nullable String kind,
            @Nullable Metadata metadata,
            @Nullable VRRPRouterSpec spec) {}

    /**
     * The part of an object's metadata that a file may carry.
     *
     * @param name the node's name
     * @param labels accepted and not used
     * @param annotations accepted and not used
     */
    record Metadata(
            @Nullable String name,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations) {}

    private ConfigFile(Path file) {
        this.problems = new FileProblems(file);
        this.binder = new DocumentBinder(problems, false);
    }

    /**
     * Reads and checks a file. Never throws: whatever is in the way is a problem with its place and remedy. All of
     * them are found at once; what follows from another problem is not one.
     */
    public static Loaded read(Path file) {
        return new ConfigFile(file).load(file);
    }

    private Loaded load(Path file) {
        String text = FileText.read(file, problems);
        YamlNode root = text == null ? null : YamlTree.parse(text, problems);
        Document document = root == null ? null : bind(root);
        NodeConfig config = document == null ? null : check(document);
        return config == null ? problems.invalid() : new Loaded.Ok(config);
    }

    private @Nullable Document bind(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            problems.add(root.line(), "", "is not a VRRPRouter; begin with apiVersion: " + ApiGroup.API_VERSION);
            return null;
        }
        requireIdentity(mapping, "apiVersion", ApiGroup.API_VERSION);
        requireIdentity(mapping, "kind", ApiGroup.VRRP_ROUTER);
        return isOfAnotherKind(mapping) ? null : binder.bind(root, Document.class);
    }

    /** Nothing else about another kind of document would make sense. */
    private static boolean isOfAnotherKind(YamlNode.Mapping root) {
        return root.entries().stream()
                .anyMatch(entry -> entry.name().equals("kind")
                        && entry.value() instanceof YamlNode.Scalar kind
                        && kind.kind() == YamlNode.Kind.TEXT
                        && NearestName.of(kind.text(), List.of(ApiGroup.VRRP_ROUTER))
                                .isEmpty());
    }

    private void requireIdentity(YamlNode.Mapping root, String field, String expected) {
        for (YamlNode.Entry entry : root.entries()) {
            if (entry.name().equals(field)) {
                requireText(entry, expected);
                return;
            }
        }
        problems.add(root.line(), field, "missing; write " + field + ": " + expected);
    }

    private void requireText(YamlNode.Entry entry, String expected) {
        boolean right =
                entry.value() instanceof YamlNode.Scalar value && value.text().equals(expected);
        if (!right) {
            String message = ScalarReader.mismatch(expected, entry.value()) + "; name a file of this kind";
            problems.add(entry.line(), entry.name(), message);
        }
    }

    private @Nullable NodeConfig check(Document document) {
        String nodeName = nodeName(document.metadata());
        VRRPRouterSpec spec = document.spec();
        if (spec == null) {
            if (!binder.unreadable().contains("spec")) {
                add(new Problem("spec", "missing; write spec: {virtualRouters: []} to run nothing"));
            }
            return null;
        }
        // Half a file must not look like an order to withdraw everything.
        String routers = "spec.virtualRouters";
        if (!binder.has(routers) && !binder.unreadable().contains(routers)) {
            add(new Problem(routers, "missing; write virtualRouters: [] to run nothing"));
        }
        VRRPRouterRules.check(spec, binder.unreadable()).forEach(this::add);
        return problems.isEmpty() ? new NodeConfig(nodeName, SpecMapper.map(spec)) : null;
    }

    private String nodeName(@Nullable Metadata metadata) {
        String name = metadata == null ? null : metadata.name();
        if (name == null) {
            if (!binder.unreadable().contains("metadata")
                    && !binder.unreadable().contains("metadata.name")) {
                add(new Problem("metadata.name", "missing; give the node's name"));
            }
            return "";
        }
        if (!Names.isName(name, Names.MAX_OBJECT_CHARACTERS)) {
            add(new Problem(
                    "metadata.name",
                    QuotedText.of(name) + " is not a name; write for example " + Names.nearest(name, "node-a")));
        }
        return name;
    }

    private void add(Problem problem) {
        problems.add(binder.lineOf(problem.path()), problem.path(), problem.message());
    }
}
