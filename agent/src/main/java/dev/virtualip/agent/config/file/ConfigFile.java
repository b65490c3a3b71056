package dev.virtualip.agent.config.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.agent.config.DocumentBinder;
import dev.virtualip.agent.config.DocumentTree;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.config.FileText;
import dev.virtualip.agent.config.NearestName;
import dev.virtualip.agent.config.SpecMapper;
import dev.virtualip.agent.config.YamlParser;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.crds.format.Names;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import dev.virtualip.crds.validation.Problem;
import dev.virtualip.crds.validation.VRRPRouterRules;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Configuration file of an agent without Kubernetes: one VRRPRouter document. */
public final class ConfigFile {
    private final FileProblems problems;
    private final DocumentTree tree;
    private final DocumentBinder binder;
    private final @Nullable HostCheck hostCheck;

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

    /**
     * Check of this host for what a file names.
     *
     * @param folder the folder that relative names of files are in
     * @param commandProblem the reason why the command of a health check cannot be started here; empty if it can
     */
    private record HostCheck(Path folder, Function<HealthCheckTarget.Command, Optional<String>> commandProblem) {}

    private ConfigFile(FileProblems problems, DocumentTree tree, @Nullable HostCheck hostCheck) {
        this.problems = problems;
        this.hostCheck = hostCheck;
        this.tree = tree;
        this.binder = DocumentBinder.strict(problems, tree);
    }

    /**
     * Reads and checks a file. Never throws. All problems are found at once, each with its place and remedy; what only
     * follows from another problem is not reported.
     */
    public static ConfigFileResult read(Path file) {
        return read(file, (HostCheck) null);
    }

    /**
     * Reads and checks a file, also whether this host has the commands and files that it names.
     *
     * @param commandProblem the reason why the command of a health check cannot be started here; empty if it can
     */
    public static ConfigFileResult read(
            Path file, Function<HealthCheckTarget.Command, Optional<String>> commandProblem) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        return read(file, new HostCheck(folder, commandProblem));
    }

    private static ConfigFileResult read(Path file, @Nullable HostCheck hostCheck) {
        FileProblems problems = new FileProblems(file);
        return check(FileText.read(file, problems), problems, hostCheck);
    }

    /**
     * Checks a text that was read from a file before.
     *
     * @param text null: it could not be read
     * @param problems what was found when it was read; more are added
     */
    static ConfigFileResult check(@Nullable String text, FileProblems problems) {
        return check(text, problems, null);
    }

    private static ConfigFileResult check(@Nullable String text, FileProblems problems, @Nullable HostCheck hostCheck) {
        DocumentTree tree = text == null ? null : YamlParser.parse(text, problems);
        NodeConfig config = tree == null ? null : new ConfigFile(problems, tree, hostCheck).config();
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
        List<Problem> found = VRRPRouterRules.check(spec, binder.unreadable());
        found.forEach(problem -> add(problem.path(), problem.message()));
        if (hostCheck != null) {
            checkHost(spec, found, hostCheck);
        }
        return problems.isEmpty() ? new NodeConfig(nodeName, SpecMapper.map(spec), spec.notifications()) : null;
    }

    /** Checks this host for the commands and files that are named without a problem. */
    private void checkHost(VRRPRouterSpec spec, List<Problem> found, HostCheck host) {
        for (int i = 0; i < spec.virtualRouters().size(); i++) {
            List<HealthCheck> checks = spec.virtualRouters().get(i).healthChecks();
            for (int j = 0; j < checks.size(); j++) {
                HealthCheck.Command command = checks.get(j).command();
                String place = "spec.virtualRouters[" + i + "].healthChecks[" + j + "].command";
                if (command != null
                        && !command.argv().isEmpty()
                        && found.stream().noneMatch(problem -> problem.path().startsWith(place))) {
                    host.commandProblem()
                            .apply(new HealthCheckTarget.Command(command.argv(), command.user()))
                            .ifPresent(problem -> add(place, problem));
                }
            }
        }
        for (int i = 0; i < spec.notifications().size(); i++) {
            String place = "spec.notifications[" + i + "]";
            Mail mail = spec.notifications().get(i).mail();
            Webhook webhook = spec.notifications().get(i).webhook();
            if (mail != null) {
                requireReadable(mail.passwordFile(), host.folder(), place + ".mail.passwordFile");
                requireReadable(mail.caFile(), host.folder(), place + ".mail.caFile");
            }
            if (webhook != null) {
                requireReadable(webhook.signingKeyFile(), host.folder(), place + ".webhook.signingKeyFile");
                requireReadable(webhook.caFile(), host.folder(), place + ".webhook.caFile");
            }
        }
    }

    private void requireReadable(@Nullable String name, Path folder, String place) {
        try {
            if (name != null && !Files.isReadable(folder.resolve(name))) {
                add(place, folder.resolve(name) + " cannot be read; create the file, or let this user read it");
            }
        } catch (InvalidPathException e) {
            add(place, QuotedText.of(name) + " is not the name of a file; correct it");
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
