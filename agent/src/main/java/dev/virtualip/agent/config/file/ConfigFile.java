package dev.virtualip.agent.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.agent.config.DocumentBinder;
import dev.virtualip.agent.config.DocumentTree;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.config.FileText;
import dev.virtualip.agent.config.NearestName;
import dev.virtualip.agent.config.SpecMapper;
import dev.virtualip.agent.config.YamlParser;
import dev.virtualip.crds.Metadata;
import dev.virtualip.crds.Names;
import dev.virtualip.crds.Problem;
import dev.virtualip.crds.QuotedText;
import dev.virtualip.crds.VRRPRouter;
import dev.virtualip.crds.VRRPRouterRules;
import dev.virtualip.crds.VRRPRouterSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Configuration file of an agent without Kubernetes: one VRRPRouter document. */
public final class ConfigFile {
    private final FileProblems problems;
    private final DocumentTree tree;
    private final DocumentBinder binder;

    private ConfigFile(FileProblems problems, DocumentTree tree) {
        this.problems = problems;
        this.tree = tree;
        this.binder = DocumentBinder.strict(problems, tree);
    }

    /**
     * Reads and checks a file. Never throws. All problems are found at once, each with its place and remedy; what only
     * follows from another problem is not reported.
     */
    public static ConfigFileResult read(Path file) {
        FileProblems problems = new FileProblems(file);
        String text = FileText.read(file, problems);
        DocumentTree tree = text == null ? null : YamlParser.parse(text, problems);
        NodeConfig config = tree == null ? null : new ConfigFile(problems, tree).config();
        return config == null || !problems.isEmpty()
                ? new ConfigFileResult.Invalid(problems.sorted())
                : new ConfigFileResult.Valid(config);
    }

    private @Nullable NodeConfig config() {
        JsonNode root = tree.root();
        if (!root.isObject()) {
            add("", "is not a VRRPRouter; begin with apiVersion: " + VRRPRouter.API_VERSION);
            return null;
        }
        requireIdentity("apiVersion", VRRPRouter.API_VERSION);
        requireIdentity("kind", VRRPRouter.KIND);
        if (isOfAnotherKind(root.path("kind"))) {
            // All fields would be reported as unknown.
            return null;
        }
        VRRPRouter document = binder.bind(root, VRRPRouter.class);
        return document == null ? null : check(document);
    }

    private static boolean isOfAnotherKind(JsonNode kind) {
        return kind.isTextual()
                && NearestName.of(kind.textValue(), List.of(VRRPRouter.KIND)).isEmpty();
    }

    private void requireIdentity(String field, String expected) {
        JsonNode value = tree.root().get(field);
        if (value == null) {
            problems.add(tree.lineOf(""), field, "missing; write " + field + ": " + expected);
        } else if (!expected.equals(value.textValue())) {
            add(field, DocumentBinder.mismatch(expected, value) + "; name a file of this kind");
        }
    }

    private @Nullable NodeConfig check(VRRPRouter document) {
        String nodeName = nodeName(document.metadata());
        VRRPRouterSpec spec = document.spec();
        if (spec == null) {
            addUnlessUnreadable("spec", "missing; write spec: {virtualRouters: []} to run nothing");
            return null;
        }
        // A file that is written in part must not withdraw all virtual routers.
        String routers = "spec.virtualRouters";
        if (!tree.has(routers)) {
            addUnlessUnreadable(routers, "missing; write virtualRouters: [] to run nothing");
        }
        VRRPRouterRules.check(spec, binder.unreadable())
                .forEach((Problem problem) -> add(problem.path(), problem.message()));
        return problems.isEmpty() ? new NodeConfig(nodeName, SpecMapper.map(spec)) : null;
    }

    private String nodeName(@Nullable Metadata metadata) {
        String name = metadata == null ? null : metadata.name();
        if (name == null) {
            if (!binder.unreadable().contains("metadata")) {
                addUnlessUnreadable("metadata.name", "missing; give the node's name");
            }
            return "";
        }
        if (!Names.isName(name, Names.MAX_OBJECT_CHARACTERS)) {
            add(
                    "metadata.name",
                    QuotedText.of(name) + " is not a name; write for example " + Names.nearest(name, "node-a"));
        }
        return name;
    }

    private void addUnlessUnreadable(String path, String message) {
        if (!binder.unreadable().contains(path)) {
            add(path, message);
        }
    }

    private void add(String path, String message) {
        problems.add(tree.lineOf(path), path, message);
    }
}
