package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.daemon.ProcessTree;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A real API server with its etcd, as processes on a host of a lab; the end of the lab, in whatever way, is theirs too.
 * RBAC is on. There are no controllers: no default ServiceAccounts, Nodes stay as a test writes them, and a deleted
 * namespace stays Terminating.
 */
public final class ApiServer implements AutoCloseable {
    private static final int PORT = 6443;

    /** Four seconds on an idle machine. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private static final Duration DEAD_WITHIN = Duration.ofSeconds(10);

    private final KubernetesBinaries binaries = KubernetesBinaries.find();
    private final LabHost host;
    private final InetAddress address;
    private final boolean alone;
    private final String adminToken = UUID.randomUUID().toString();
    private final ServerFiles files;
    private final ApiServerClient admin;
    private ProcessTree etcd;
    private ProcessTree server;

    private ApiServer(LabHost host, InetAddress address, boolean alone) {
        this.host = host;
        this.address = address;
        this.alone = alone;
        this.files = ServerFiles.create(host.lab().folder().resolve("apiserver"), adminToken);
        this.etcd = startEtcd();
        this.server = startServer();
        host.lab().closing((AutoCloseable) this::end);
        await("its certificate", files::hasCertificates);
        this.admin = as(adminToken);
        awaitReady();
    }

    /**
     * Starts one in a lab of its own, for tests of schemas, admission and the like: closing it closes the lab.
     *
     * @param title names the folder of its logs, see {@link Lab#start}
     */
    public static ApiServer alone(String title) {
        Lab lab = Lab.start(title, LabSubnets.DOCUMENTATION, "control");
        try {
            LabHost host = lab.host("control");
            return new ApiServer(host, host.inet(), true);
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** Starts one on a host, to be reached at one of its addresses. It ends with the lab. */
    public static ApiServer start(LabHost host, InetAddress address) {
        return new ApiServer(host, address, false);
    }

    /** The administrator, who may do everything. */
    public ApiServerClient admin() {
        return admin;
    }

    /** A client with this token. */
    public ApiServerClient as(String token) {
        return new ApiServerClient(call(), token);
    }

    /** The administrator over a connection that stays: for many changes in a short time. */
    public PersistentConnection persistentConnection() {
        return PersistentConnection.open(call(), adminToken);
    }

    private HttpsCall call() {
        return HttpsCall.to(host.namespace(), new InetSocketAddress(address, PORT), files.certificates());
    }

    /** Where clients find it, from every namespace that reaches its address. */
    public String url() {
        return "https://" + address.getHostAddress() + ":" + PORT;
    }

    /** The certificates (PEM) that clients have to trust. */
    public byte[] certificates() {
        return files.certificates();
    }

    /** The administrator's kubeconfig. */
    public Path kubeconfig() {
        return kubeconfig("admin", adminToken, "default");
    }

    /** Writes the kubeconfig {@code NAME.kubeconfig} with this token, and returns its path. */
    public Path kubeconfig(String name, String token, String namespace) {
        return files.write(name + ".kubeconfig", files.kubeconfig(url(), token, namespace));
    }

    /** The path of the kubeconfig with this name, which {@link #kubeconfig(String, String, String)} has written. */
    public Path kubeconfigOf(String name) {
        return Path.of(files.path(name + ".kubeconfig"));
    }

    /** A token of a ServiceAccount, as {@code kubectl create token} makes it. */
    public String token(String namespace, String serviceAccount) {
        return requestToken(namespace, serviceAccount, "{}");
    }

    /** A token of a ServiceAccount bound to a Node, which names that Node as a pod's token does. */
    public String tokenOnNode(String namespace, String serviceAccount, String node) {
        String uid = admin.get("/api/v1/nodes/" + node)
                .orThrow()
                .path("metadata")
                .path("uid")
                .asText();
        return requestToken(namespace, serviceAccount, """
            {"boundObjectRef": {"apiVersion": "v1", "kind": "Node", "name": "%s", "uid": "%s"}}\
            """.formatted(node, uid));
    }

    /** Runs kubectl as the administrator and returns what it printed; throws, with it, when it fails. */
    public String kubectl(String... arguments) {
        List<String> command = new ArrayList<>(kubectlCommand());
        command.addAll(List.of(arguments));
        return host.exec(command.toArray(String[]::new));
    }

    /** The words with which a command line of kubectl as the administrator begins; it runs on the server's host. */
    public List<String> kubectlCommand() {
        return List.of(
                binaries.program("kubectl"),
                "--kubeconfig=" + kubeconfig(),
                "--cache-dir=" + files.path("kubectl-cache"));
    }

    /** All requests so far that were to change something, with who sent them. */
    public List<AuditedWrite> writes() {
        return files.writes();
    }

    /** Kills the API server; etcd stays. */
    public void kill() {
        end(server);
    }

    /** Starts it again after {@link #kill}, and returns when it is ready. */
    public void startAgain() {
        server = startServer();
        awaitReady();
    }

    /** Lets it stand still: connections stay, nothing is answered. */
    public void pause() {
        server.signalAll(Signal.PAUSE);
    }

    /** Ends {@link #pause}. */
    public void resume() {
        server.signalAll(Signal.RESUME);
    }

    /** Loses all data, as when etcd's disk is gone: starts again, empty, with the same keys and at the same place. */
    public void loseData() {
        end(server);
        end(etcd);
        files.deleteData();
        etcd = startEtcd();
        startAgain();
    }

    /** The memory that is resident for etcd and the API server, in bytes. */
    public long residentBytes() {
        return etcd.residentBytes() + server.residentBytes();
    }

    @Override
    public void close() {
        if (alone) {
            host.lab().close();
        } else {
            end();
        }
    }

    private void end() {
        end(server);
        end(etcd);
        files.deleteData();
    }

    private static void end(ProcessTree process) {
        process.signalAll(Signal.KILL);
        process.await(DEAD_WITHIN);
    }

    private String requestToken(String namespace, String serviceAccount, String spec) {
        return admin.post(
                        "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(namespace, serviceAccount),
                        """
                        {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": %s}\
                        """.formatted(spec))
                .orThrow()
                .path("status")
                .path("token")
                .asText();
    }

    private ProcessTree startEtcd() {
        return start("etcd", ServerOptions.etcd(files));
    }

    private ProcessTree startServer() {
        return start("kube-apiserver", ServerOptions.apiServer(files, address, PORT));
    }

    private ProcessTree start(String program, List<String> options) {
        List<String> command = new ArrayList<>(List.of(binaries.program(program)));
        command.addAll(options);
        return ProcessTree.start(host, Path.of(files.path(program + ".log")), command.toArray(String[]::new));
    }

    private void awaitReady() {
        await("ready", () -> admin.get("/readyz").isGood());
    }

    private void await(String what, BooleanSupplier condition) {
        Wait.until("the API server: " + what, READY_WITHIN, () -> {
            if (!server.isAlive() || !etcd.isAlive()) {
                throw new LabException("the API server or its etcd ended; they said:\n" + LogTail.of(server.log())
                        + LogTail.of(etcd.log()));
            }
            return condition.getAsBoolean();
        });
    }
}
