package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.ManagementNetwork;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A small cluster for a test's story: nodes on one network for virtual addresses ({@code eth1}) and one for everything
 * else ({@code mgmt0}), a host {@code control} on the latter with API server and operator, and a host {@code client} on
 * the former. Agents and operator run when a test starts them. What happened is in {@link Lab#folder}.
 */
public final class KubeCluster implements AutoCloseable {
    /** The namespace in which operator, agents and their Secrets are. */
    public static final String NAMESPACE = ServiceAccounts.NAMESPACE;

    /** Longer than anything here takes, also on a machine that is busy with something else. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CONTROL = "control";
    private static final String CLIENT = "client";

    private final Lab lab;
    private final List<LabHost> nodes;
    private final ManagementNetwork management;
    private final ApiServer api;
    private final NodeObjects nodeObjects;
    private final VirtualIPs virtualIPs;
    private final ServiceAccounts identities;
    private final List<OperatorProcess> operators = new ArrayList<>();
    private List<String> operatorOptions = List.of();
    /** Other threads look at it while agents are started. */
    private final Map<String, AgentProcess> agents = new ConcurrentHashMap<>();

    private KubeCluster(Lab lab, List<LabHost> nodes) {
        this.lab = lab;
        this.nodes = nodes;
        LabHost control = lab.host(CONTROL);
        control.deleteInterface();
        List<LabHost> managed = new ArrayList<>(nodes);
        managed.add(control);
        this.management = ManagementNetwork.between(managed);
        this.api = ApiServer.start(control, management.inet(control));
        this.nodeObjects = new NodeObjects(api.admin());
        this.virtualIPs = new VirtualIPs(api.admin());
        this.identities = new ServiceAccounts(api);
        populate();
    }

    /**
     * Starts the hosts and the API server, with a Ready Node for each of these names.
     *
     * @param title names the folder of its logs, see {@link Lab#start}
     */
    public static KubeCluster start(String title, String... nodes) {
        return start(title, LabSubnets.DOCUMENTATION, nodes);
    }

    /** The same on another network. */
    public static KubeCluster start(String title, LabSubnets network, String... nodes) {
        List<String> names = new ArrayList<>(Arrays.asList(nodes));
        names.add(CLIENT);
        names.add(CONTROL);
        Lab lab = Lab.start(title, network, names.toArray(String[]::new));
        try {
            return new KubeCluster(lab, Arrays.stream(nodes).map(lab::host).toList());
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The hosts, and what can be done to the network between them. */
    public Lab lab() {
        return lab;
    }

    /** The network over which nodes reach the API server. */
    public ManagementNetwork management() {
        return management;
    }

    /** The API server. */
    public ApiServer api() {
        return api;
    }

    /** The Node objects. */
    public NodeObjects nodeObjects() {
        return nodeObjects;
    }

    /** VirtualIPs, VRRPRouters and Events in the API server. */
    public VirtualIPs virtualIPs() {
        return virtualIPs;
    }

    /** The hosts that are nodes. */
    public List<LabHost> nodes() {
        return nodes;
    }

    /** The host on which API server and operator run. */
    public LabHost control() {
        return lab.host(CONTROL);
    }

    /** Creates what an API server without data needs before anything of ours can join; also after data was lost. */
    public void populate() {
        identities.create();
        nodes.forEach(node -> nodeObjects.register(node.name(), management.inet(node)));
        renewTokens();
    }

    /** Gives operators and agents new tokens, in the files in which the old ones were. */
    public void renewTokens() {
        identities.operator();
        nodes.forEach(node -> identities.agent(node.name()));
    }

    /** Gives operators that start from now on a configuration file. */
    public void configureOperators(String config) {
        Path file = lab.folder().resolve("operator.yaml");
        try {
            Files.writeString(file, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        operatorOptions = List.of("--config", file.toString());
    }

    /** Gives operators that start from now on these further options. */
    public void addOperatorOptions(List<String> options) {
        operatorOptions =
                Stream.concat(operatorOptions.stream(), options.stream()).toList();
    }

    /** Starts an operator; a second one stands in for the first. */
    public OperatorProcess startOperator() {
        return startOperator(control());
    }

    /** The same on this host. */
    public OperatorProcess startOperator(LabHost host) {
        Path kubeconfig = api.kubeconfigOf(ServiceAccounts.OPERATOR);
        OperatorProcess operator =
                OperatorProcess.start(host, operators.size(), kubeconfig, NAMESPACE, operatorOptions);
        operators.add(operator);
        return operator;
    }

    /** Starts the agent of a node, also while the API server is away; a second start is as after a crash. */
    public AgentProcess startAgent(String node) {
        Path kubeconfig = api.kubeconfigOf(ServiceAccounts.agentOf(node));
        AgentProcess agent = AgentProcess.join(lab.host(node), kubeconfig, NAMESPACE);
        agents.put(node, agent);
        return agent;
    }

    /** Starts an operator and then all agents, and returns that operator when every node has reported. */
    public OperatorProcess startAll() {
        return startAll(control());
    }

    /** The same with the operator on this host, which can be cut off from the API server. */
    public OperatorProcess startAll(LabHost host) {
        OperatorProcess operator = startOperator(host);
        await("every node has a VRRPRouter", () -> {
            if (!operator.isAlive()) {
                throw new LabException("the operator has ended");
            }
            return nodes.stream().allMatch(node -> routerHas(node, "spec"));
        });
        nodes.forEach(node -> startAgent(node.name()));
        await("every node has reported", () -> nodes.stream().allMatch(node -> routerHas(node, "status")));
        return operator;
    }

    /** The agent that was started last on a node; empty while none was. */
    public Optional<AgentProcess> startedAgent(String node) {
        return Optional.ofNullable(agents.get(node));
    }

    /** The agent that was started last on a node. */
    public AgentProcess agent(String node) {
        return startedAgent(node).orElseThrow(() -> new IllegalStateException("no agent was started on " + node));
    }

    /** Cuts a node's power. Its Node object stays Ready: see {@link NodeObjects#unreachable}. */
    public void powerOff(String node) {
        management.powerOff(lab.host(node));
    }

    /** Gives a node its power back and starts its agent again. */
    public void powerOn(String node) {
        management.powerOn(lab.host(node));
        startAgent(node);
    }

    /** Applies a file of this project, for example {@code examples/ingress.yaml}. */
    public void applyFile(String file) {
        try {
            api.admin().apply(Files.readString(Checkout.root().resolve(file))).orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs the definition of VRRPRouters, where no operator does it, and waits until they are served. */
    public void serveVrrpRouters() {
        applyFile("crds/src/main/resources/dev/virtualip/crds/vrrprouters.virtualip.dev.yaml");
        await(
                "VRRPRouters are served",
                () -> api.admin()
                        .get("/apis/virtualip.dev/v1alpha1/vrrprouters")
                        .isGood());
    }

    /** A client that asks for an address each millisecond from now on. */
    public Prober probe(InetAddress address) {
        return probe(ProbeSettings.of(address));
    }

    /** A client that probes as these settings say, from now on. */
    public Prober probe(ProbeSettings settings) {
        return Prober.start(lab.host(CLIENT), settings);
    }

    /** The nodes whose kernel has an address now. */
    public List<String> holders(InetAddress address) {
        return nodes.stream()
                .filter(node -> node.holds(address))
                .map(LabHost::name)
                .toList();
    }

    /** Waits until exactly one node has an address, and returns its name. */
    public String awaitHolder(InetAddress address) {
        return await("one node holds " + address.getHostAddress(), () -> holders(address), seen -> seen.size() == 1)
                .getFirst();
    }

    /** Waits for something; when it does not come, says what the API server has and what our programs said. */
    public void await(String what, BooleanSupplier condition) {
        await(what, condition::getAsBoolean, holds -> holds);
    }

    /** The same for what is seen each time; returns what was good. */
    public <T> T await(String what, Supplier<T> look, Predicate<T> good) {
        try {
            return Wait.until(what, PATIENCE, look, good);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "\n" + ClusterReport.of(api, operators, agents), e);
        }
    }

    @Override
    public void close() {
        lab.close();
    }

    private boolean routerHas(LabHost node, String part) {
        return virtualIPs.router(node.name()).has(part);
    }
}
