package dev.virtualip.e2e.kubernetes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.docs.MarkdownPage;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.ApiServer;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.CommandResult;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The shell commands of the documentation. Those of kubectl and Helm run against a real API server, in a folder that
 * looks like the checkout; of our own programs the options are looked up. The commands {@code virtualip} have a test in
 * the command line's module.
 */
@SideBySide
@RequiresApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedShellE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern MODULE = Pattern.compile(" -pl ([\\w-]+)");
    private static final Pattern PROFILE = Pattern.compile(" -P ([\\w-]+)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]+");

    /** Programs whose commands run, and the loop over one. */
    private static final Set<String> CLUSTER = Set.of("kubectl", "helm", "for");

    /** Programs that the commands use beside ours, and why they are not run here. */
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            entry("systemctl", "PackageE2E; KeepalivedReplacementE2E stops and starts the programs themselves"),
            entry("dpkg", "PackageE2E"),
            entry("cp", "PackageE2E"),
            entry("chgrp", "PackageE2E"),
            entry("editor", "a person writes"),
            entry("ls", "shows files"),
            entry("curl", "asks an agent on a reader's host"),
            entry("sed", "edits a file of a reader's host"),
            entry("ip", "only shows addresses"),
            entry("mkdir", "makes a folder"),
            entry("virtualip", "DocumentedCommandsTest"),
            entry("cli/bin/virtualip", "DocumentedCommandsTest"));

    /** Commands that cannot succeed on a bare API server: what they contain, and what is answered then. */
    private static final Map<String, String> ANSWERS = Map.of(
            // No kubelet: nothing becomes ready.
            "kubectl wait", "timed out|condition met",
            "port-forward", "timed out",
            // Two guides create the namespace.
            "kubectl create namespace", "created|already exists",
            // MetalLB's own kinds.
            "ipaddresspools,l2advertisements", "the server doesn't have a resource type",
            // Either of two kinds is there, as its chart was installed.
            "scale statefulset,deployment", "scaled",
            "openshift.enabled=true", "it is not OpenShift",
            // Charts of other projects.
            "ingress-nginx/ingress-nginx", "repo ingress-nginx not found",
            "traefik/traefik", "repo traefik not found",
            // Another address than before the migration, or none: the guide says what that means.
            "diff before.txt", "");

    private static final String WORKLOAD = """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {matchLabels: {app: %2$s}}
          template:
            metadata: {labels: {app: %2$s}}
            spec: {containers: [{name: it, image: it}], nodeSelector: {stopped: "true"}}
        ---
        """;

    private static final String OBJECTS = """
            {apiVersion: v1, kind: Node, metadata: {name: node-a}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: node-b}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: metallb-system}}
            ---
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: node-a}
            spec: {virtualRouters: []}
            ---
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: edge}
            spec: {ranges: [192.0.2.64/28]}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: web, namespace: default}, spec: {ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: kubevip, namespace: kube-system}, data: {a: b}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {a: b}}
            ---
            """
            + WORKLOAD.formatted("DaemonSet", "kube-proxy", "kube-system")
            + WORKLOAD.formatted("DaemonSet", "kube-vip-ds", "kube-system")
            + WORKLOAD.formatted("Deployment", "kube-vip-cloud-provider", "kube-system")
            + WORKLOAD.formatted("DaemonSet", "speaker", "metallb-system")
            + WORKLOAD.formatted("Deployment", "controller", "metallb-system");

    private static final String VIRTUAL_IP = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VirtualIP
        metadata: {name: vi-1}
        spec: {addresses: [192.0.2.11/24]}
        """;

    private final Lab lab = Lab.start("DocumentedShellE2E", LabSubnets.DOCUMENTATION, "control");
    private final LabHost host = lab.host("control");
    private final ApiServer api = ApiServer.start(host, host.inet());
    private final Path folder = lab.folder().resolve("checkout");

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void clusterCommandsRun() throws IOException {
        prepare();
        List<String> problems = new ArrayList<>();
        int run = 0;
        for (MarkdownPage page : pages()) {
            for (DocumentedShell.Command command : DocumentedShell.commands(page)) {
                if (CLUSTER.contains(command.program())) {
                    problems.addAll(problemsOf(command));
                    run++;
                }
                if (command.text().contains("kubectl delete crd")) {
                    createObjects();
                }
            }
        }
        System.out.printf("commands of kubectl and helm in the documentation that ran: %d%n", run);

        assertThat(problems).isEmpty();
        assertThat(run).isGreaterThan(50);
    }

    @Test
    void otherCommandsAreKnown() throws IOException {
        String pom = Files.readString(Checkout.root().resolve("pom.xml"))
                + Files.readString(Checkout.root().resolve("deploy/pom.xml"));
        List<String> problems = new ArrayList<>();
        for (MarkdownPage page : pages()) {
            for (DocumentedShell.Command command : DocumentedShell.commands(page)) {
                String program = command.program();
                if (program.equals("virtualip-agent") || (program.contains("bin/") && !NOT_RUN.containsKey(program))) {
                    problems.addAll(unknownOptions(command));
                } else if (program.equals("mvn")) {
                    problems.addAll(unknownToMaven(command, pom));
                } else if (!NOT_RUN.containsKey(program) && !CLUSTER.contains(program)) {
                    problems.add(command + ": run it, or say in NOT_RUN why not");
                }
            }
        }

        assertThat(problems).isEmpty();
    }

    /** All but the history of changes. */
    private static List<MarkdownPage> pages() {
        return MarkdownPage.all().stream()
                .filter(page -> !page.path().endsWith("CHANGELOG.md"))
                .toList();
    }

    /** Options that the program's help does not name. */
    private static List<String> unknownOptions(DocumentedShell.Command command) {
        String path = command.program().equals("virtualip-agent") ? "agent/bin/virtualip-agent" : command.program();
        Path program = Checkout.root().resolve(path);
        if (!Files.isExecutable(program)) {
            return List.of(command + ": there is no program " + path);
        }
        TreeSet<String> options = new TreeSet<>();
        OPTION.matcher(command.text()).results().forEach(option -> options.add(option.group()));
        if (options.isEmpty()) {
            return List.of();
        }
        String help = CommandResult.of(List.of(program.toString(), "--help"), PATIENCE)
                .output();
        options.removeIf(option -> option.equals("--help") || help.contains(option));
        return options.stream().map(option -> command + ": no option " + option).toList();
    }

    /** Modules and profiles that the build does not have. */
    private static List<String> unknownToMaven(DocumentedShell.Command command, String pom) {
        List<String> problems = new ArrayList<>();
        MODULE.matcher(command.text()).results().map(module -> module.group(1)).forEach(module -> {
            if (!Files.exists(Checkout.root().resolve(module).resolve("pom.xml"))) {
                problems.add(command + ": no module " + module);
            }
        });
        PROFILE.matcher(command.text())
                .results()
                .map(profile -> profile.group(1))
                .forEach(profile -> {
                    if (!pom.contains("<id>" + profile + "</id>")) {
                        problems.add(command + ": no profile " + profile);
                    }
                });
        return problems;
    }

    private List<String> problemsOf(DocumentedShell.Command command) {
        // Without kubelets nothing becomes ready, and no Job of a hook runs. Pages install the chart one after the
        // other.
        String text = command.text()
                .replaceAll("helm install", "helm upgrade --install")
                .replaceAll("helm uninstall(?!.*--no-hooks)", "helm uninstall --no-hooks")
                .replaceAll(" --wait\\b(?!=)", "")
                .replaceAll(" --timeout=\\S+", "")
                .replaceAll("kubectl wait ", "kubectl wait --timeout=1s ")
                .replaceAll(" port-forward ", " port-forward --pod-running-timeout=1s ")
                .replace(" NAME", " ingress");
        ProcessBuilder shell = new ProcessBuilder(host.command("sh", "-c", text)).directory(folder.toFile());
        shell.environment().put("PATH", folder.resolve("programs") + ":" + System.getenv("PATH"));
        CommandResult result = CommandResult.of(shell, PATIENCE);
        String expected = ANSWERS.entrySet().stream()
                .filter(answer -> text.contains(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        boolean good = expected == null
                ? result.exit() == 0
                : Pattern.compile(expected).matcher(result.output()).find();
        return good ? List.of() : List.of(command + ": " + result.exit() + " " + result.output());
    }

    private void prepare() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        script(programs.resolve("kubectl"), "exec " + String.join(" ", api.kubectlCommand()) + " \"$@\"");
        CommandResult helm = CommandResult.of(
                List.of(Checkout.root().resolve("e2e/kubernetes/helm/build.sh").toString(), "--look"), PATIENCE);
        Prerequisite.require(helm.exit() == 0, "needs Helm: run e2e/kubernetes/helm/build.sh once");
        script(programs.resolve("helm"), """
            for kind in CACHE CONFIG DATA; do export "HELM_${kind}_HOME=%s"; done
            KUBECONFIG=%s exec %s "$@"\
            """.formatted(
                        folder.resolve("helm"), api.kubeconfig(), helm.output().strip()));
        for (String name : List.of("deploy", "examples")) {
            Files.createSymbolicLink(folder.resolve(name), Checkout.root().resolve(name));
        }
        Files.writeString(folder.resolve("vi-1.yaml"), VIRTUAL_IP);
        Files.writeString(
                folder.resolve("pools.yaml"), VIRTUAL_IP.replace("vi-1", "pool").replace(".11/", ".12/"));
        Files.writeString(folder.resolve("objects.yaml"), OBJECTS);
        createObjects();
    }

    private void createObjects() {
        Path examples = Checkout.root().resolve("examples");
        String definitions =
                Checkout.root().resolve("deploy/manifests/crds.yaml").toString();
        api.kubectl("apply", "--server-side", "-f", definitions);
        api.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
        api.kubectl("apply", "-f", folder.resolve("objects.yaml").toString());
        api.kubectl("apply", "-f", examples.resolve("ingress.yaml").toString());
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
