package dev.virtualip.agent.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.agent.config.DocumentBinder;
import dev.virtualip.agent.config.DocumentTree;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.config.FileText;
import dev.virtualip.agent.config.NearestName;
import dev.virtualip.agent.config.SpecMapper;
import dev.virtualip.agent.config.YamlParser;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.validation.Problem;
import dev.virtualip.crds.validation.VRRPRouterRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Configuration file of an agent without Kubernetes: one Document document. */
public final class ConfigFile {
    private final FileProblems problems;
    private final DocumentTree tree;
    private final DocumentBinder binder;
    private final Function<HealthCheckTarget.Command, Optional<String>> commandProblem;

    /**
     * Document of a file: a VRRPRouter object as a file holds it.
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
     * Metadata that a file may carry.
     *
     * @param name the node's name
     * @param labels accepted and not used
     * @param annotations accepted and not used
     */
    record Metadata(
            @Nullable String name,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations) {}

    private ConfigFile(
            FileProblems problems,
            DocumentTree tree,
            Function<HealthCheckTarget.Command, Optional<String>> commandProblem) {
        this.problems = problems;
        this.commandProblem = commandProblem;
        this.tree = tree;
        this.binder = DocumentBinder.strict(problems, tree);
    }

    /**
     * Reads and checks a file. Never throws. All problems are found at once, each with its place and remedy; what only
     * follows from another problem is not reported.
     */
    public static ConfigFileResult read(Path file) {
        return read(file, command -> Optional.empty());
    }

    /**
     * Reads and checks a file, also against this host.
     *
     * @param commandProblem the reason why the command of a health check cannot be started here; empty if it can
     */
    public static ConfigFileResult read(
            Path file, Function<HealthCheckTarget.Command, Optional<String>> commandProblem) {
        FileProblems problems = new FileProblems(file);
        String text = FileText.read(file, problems);
        DocumentTree tree = text == null ? null : YamlParser.parse(text, problems);
        NodeConfig config = tree == null ? null : new ConfigFile(problems, tree, commandProblem).config();
        return config == null || !problems.isEmpty()
                ? new ConfigFileResult.Invalid(problems.sorted())
                : new ConfigFileResult.Valid(config);
    }

    private @Nullable NodeConfig config() {
        JsonNode root = tree.root();
        if (!root.isObject()) {
            add("", "is not a VRRPRouter; begin with apiVersion: " + ApiGroup.API_VERSION);
            return null;
        }
        requireIdentity("apiVersion", ApiGroup.API_VERSION);
        requireIdentity("kind", ApiGroup.VRRP_ROUTER);
        if (isOfAnotherKind(root.path("kind"))) {
            // All fields would be reported as unknown.
            return null;
        }
        Document document = binder.bind(root, Document.class);
        return document == null ? null : check(document);
    }

    private static boolean isOfAnotherKind(JsonNode kind) {
        return kind.isTextual()
                && NearestName.of(kind.textValue(), List.of(ApiGroup.VRRP_ROUTER))
                        .isEmpty();
    }

    private void requireIdentity(String field, String expected) {
        JsonNode value = tree.root().get(field);
        if (value == null) {
            problems.add(tree.lineOf(""), field, "missing; write " + field + ": " + expected);
        } else if (!expected.equals(value.textValue())) {
            add(field, DocumentBinder.mismatch(expected, value) + "; name a file of this kind");
        }
    }

    private @Nullable NodeConfig check(Document document) {
        String nodeName = nodeName(document.metadata());
        VRRPRouterSpec spec = document.spec();
        if (spec == null) {
            addUnlessUnreadable("spec", "missing; write spec: {virtualRouters: []} to run nothing");
            return null;
        }
        // A file that is written in part must not withdraw all virtual routers.
        String place = "spec.virtualRouters";
        if (!tree.has(place)) {
            addUnlessUnreadable(place, "missing; write virtualRouters: [] to run nothing");
        }
        VRRPRouterRules.check(spec, binder.unreadable())
                .forEach((Problem problem) -> add(problem.path(), problem.message()));
        if (!problems.isEmpty()) {
            return null;
        }
        List<VirtualRouterSpec> routers = SpecMapper.map(spec);
        for (int i = 0; i < routers.size(); i++) {
            checkCommands(routers.get(i).healthChecks(), "spec.virtualRouters[" + i + "].healthChecks");
        }
        return new NodeConfig(nodeName, routers, spec.notifications());
    }

    private void checkCommands(List<HealthCheckSpec> checks, String path) {
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).target() instanceof HealthCheckTarget.Command command) {
                String place = path + "[" + i + "].command";
                commandProblem.apply(command).ifPresent(problem -> add(place, problem));
            }
        }
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
