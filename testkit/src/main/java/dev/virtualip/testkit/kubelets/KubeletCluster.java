package dev.virtualip.testkit.kubelets;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.kubernetes.ApiServerClient;
import dev.virtualip.testkit.kubernetes.VirtualIPs;
import dev.virtualip.testkit.lab.ExitCleanup;
import dev.virtualip.testkit.lab.LabFolder;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadSettings;
import dev.virtualip.testkit.probe.PageReader;
import dev.virtualip.testkit.probe.PortForward;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Three nodes with kubelets, a control plane, and a machine beside them, all on one link. What can be done to them is
 * what {@code e2e/bin/cluster} can do. Their logs stay in {@link #folder} when the cluster is closed.
 */
public final class KubeletCluster implements AutoCloseable {
    /** Its nodes. */
    public static final List<String> NODES = List.of("node-a", "node-b", "node-c");

    /** The host of the control plane. */
    public static final String CONTROL = "control";

    /** The machine beside the cluster. */
    public static final String CLIENT = "client";

    /** Longer than anything here takes, also on a machine that is busy with something else. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int PORT = 6443;
    private static final Pattern ADDRESS = Pattern.compile(" inet6? ([^/ ]+)/");

    private final ClusterScript script;
    private final ExitCleanup guard;
    private final Namespace client;
    private final ApiServerClient api;
    private final VirtualIPs virtualIPs;
    /** The words of the script that put back what a test took away. */
    private final Set<List<String>> repairs = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private KubeletCluster(ClusterScript script, ExitCleanup guard) {
        this.script = script;
        this.guard = guard;
        this.client = namespace(CLIENT);
        this.api = ApiServerClient.of(
                namespace(CONTROL),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT),
                bytes(script.folder().resolve("pki/ca.crt")),
                administratorToken());
        this.virtualIPs = new VirtualIPs(api);
    }

    /**
     * Starts one; ten seconds on an idle machine.
     *
     * @param title names the folder for its logs, below {@code e2e/target/labs}
     */
    public static KubeletCluster start(String title) {
        ClusterScript script = new ClusterScript(LabFolder.create(title).path());
        ExitCleanup guard = script.guarded();
        try {
            return new KubeletCluster(script, guard);
        } catch (RuntimeException e) {
            ClusterScript.closeAfter(e, guard);
            throw e;
        }
    }

    /** Names what this machine lacks for it, in plain words; empty when nothing. */
    public static String missing() {
        return ClusterScript.missing();
    }

    /** Where the hosts' logs are. */
    public Path folder() {
        return script.folder();
    }

    /** The API server, as its administrator. */
    public ApiServerClient api() {
        return api;
    }

    /** VirtualIPs, VRRPRouters and Events in the API server. */
    public VirtualIPs virtualIPs() {
        return virtualIPs;
    }

    /** Runs kubectl as administrator and returns what it printed; throws, with it, when it fails. */
    public String kubectl(String... arguments) {
        return script.run("kubectl", arguments).strip();
    }

    /** The line that runs a program of this machine as administrator: kubeconfig and network of the control plane. */
    public List<String> administratorCommand(String... command) {
        List<String> line = new ArrayList<>(List.of(
                "nsenter",
                "--net=" + namespace(CONTROL).file(),
                "env",
                "KUBECONFIG=" + folder().resolve("admin.kubeconfig")));
        line.addAll(List.of(command));
        return line;
    }

    /** Forwards a port of this machine's loopback to one of the control plane's. */
    public PortForward forwardToControl(int port) {
        return PortForward.to(namespace(CONTROL), port);
    }

    /** Runs Helm as administrator and returns what it printed; throws, with it, when it fails. */
    public String helm(String... arguments) {
        return script.run("helm", arguments).strip();
    }

    /** Runs a command on a host and returns what it printed; throws, with it, when it fails. */
    public String exec(String host, String... command) {
        String[] words = new String[command.length + 1];
        words[0] = host;
        System.arraycopy(command, 0, words, 1, command.length);
        return script.run("exec", words).strip();
    }

    /** Gives an image, an archive, to the containerd of every node. */
    public void load(Path archive) {
        script.run("image", archive.toString());
    }

    /** Cuts a node's power. */
    public void powerOff(String node) {
        // What was killed there starts with the node.
        repairs.removeIf(words -> words.get(1).equals(node));
        repairs.add(powerOnWords(node));
        script.run("poweroff", node);
    }

    /** Boots it again, with the disk it had. */
    public void powerOn(String node) {
        repair(powerOnWords(node));
    }

    private static List<String> powerOnWords(String node) {
        return List.of("poweron", node);
    }

    /** Pulls a host's only cable. */
    public void pullCable(String host) {
        repairs.add(List.of("link", host, "up"));
        script.run("link", host, "down");
    }

    /** Puts it back. */
    public void plugCable(String host) {
        repair(List.of("link", host, "up"));
    }

    /** Puts back what a test that failed left off: power, cables, killed processes. */
    public void repair() {
        List.copyOf(repairs).forEach(this::repair);
    }

    private void repair(List<String> words) {
        script.run(words.getFirst(), words.subList(1, words.size()).toArray(String[]::new));
        repairs.remove(words);
    }

    /** Puts the kube-proxy of a node into a mode, {@code nftables} (in which each begins) or {@code iptables}. */
    public void proxyMode(String node, String mode) {
        script.run("proxy", node, mode);
    }

    /** Kills a process of a host, such as its kubelet. Containers are not such: see {@link #exec}. */
    public void kill(String host, String process) {
        repairs.add(List.of("start", host, process));
        script.run("kill", host, process);
    }

    /** Starts it again. */
    public void startAgain(String host, String process) {
        repair(List.of("start", host, process));
    }

    /** A client that asks for an address each millisecond from now on. The caller closes it. */
    public Prober probe(InetAddress address) {
        return Prober.start(client, ProbeSettings.of(address));
    }

    /** Clients that fetch a page from a server again and again from now on. The caller closes them. */
    public PageReader read(InetSocketAddress server) {
        return PageReader.start(client, server);
    }

    /** Clients that ask a web server at a fixed rate from now on. The caller closes them. */
    public HttpLoad ask(InetSocketAddress server) {
        return HttpLoad.start(client, HttpLoadSettings.of(server));
    }

    /** Gives every node an image of a program of this machine, which is named or is a path. */
    public void loadProgram(String image, String program) {
        Path archive = folder().resolve(Path.of(program).getFileName() + ".tar");
        ClusterScript.runAlone("pack", archive.toString(), image, program);
        load(archive);
    }

    /** The path of a program that {@code e2e/kubernetes/programs.sh} has found; empty: it has not. */
    public Optional<String> program(String name) {
        return new String(bytes(folder().resolve("programs")), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    /** The nodes that run and have an address now. */
    public List<String> holders(InetAddress address) {
        return NODES.stream()
                .filter(node -> !repairs.contains(powerOnWords(node)))
                .filter(node -> ADDRESS.matcher(exec(node, "ip", "-oneline", "addr", "show", "dev", "eth1"))
                        .results()
                        .anyMatch(found -> InetAddress.ofLiteral(found.group(1)).equals(address)))
                .toList();
    }

    /** Waits for something; when it does not come, says what the cluster looks like. */
    public void await(String what, BooleanSupplier condition) {
        await(what, condition::getAsBoolean, holds -> holds);
    }

    /** The same for what is seen each time; returns what was good. */
    public <T> T await(String what, Supplier<T> look, Predicate<T> good) {
        try {
            return Wait.until(what, PATIENCE, look, good);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "\n" + KubeletClusterReport.of(this), e);
        }
    }

    @Override
    public void close() {
        guard.close();
    }

    private Namespace namespace(String host) {
        return Namespace.of(Long.parseLong(script.run("pid", host).strip()));
    }

    private String administratorToken() {
        kubectl("--namespace=kube-system", "create", "serviceaccount", "e2e");
        kubectl(
                "create",
                "clusterrolebinding",
                "e2e",
                "--clusterrole=cluster-admin",
                "--serviceaccount=kube-system:e2e");
        return kubectl("--namespace=kube-system", "create", "token", "e2e", "--duration=2h");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
