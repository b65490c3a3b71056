package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some hosts on one bridge, in namespaces of their own: the machine's network sees nothing of it. Several labs may run
 * at once. Closing a lab, or the end of this process in whatever way, removes everything.
 */
public final class Lab implements AutoCloseable {
    /** The last number of the first host's addresses; the next host has the next one. */
    private static final int FIRST_NUMBER = 11;

    private static final String BRIDGE = "bridge";

    private final LabSubnets network;
    private final LabFolder folder;
    private final Namespace bridge;
    private final BridgeFilters filters;
    private final Map<String, LabHost> hosts = new LinkedHashMap<>();
    private final Deque<AutoCloseable> tenants = new ArrayDeque<>();
    private final ExitCleanup guard;

    private Lab(LabFolder folder, LabSubnets network, List<String> names) {
        LabName labName = LabName.next();
        this.network = network;
        this.folder = folder;
        this.bridge = new Namespace(labName.namespace(BRIDGE));
        this.filters = new BridgeFilters(bridge.name());
        int number = FIRST_NUMBER;
        for (String name : names) {
            hosts.put(name, new LabHost(this, name, number++, new Namespace(labName.namespace(name))));
        }
        this.guard = ExitCleanup.over(namespaces());
    }

    /**
     * Builds a lab.
     *
     * @param title names the folder for its logs, below {@code e2e/target/labs}
     * @param network the addresses of its hosts
     * @param hosts their names, at most 15 letters or digits
     */
    public static Lab start(String title, LabSubnets network, String... hosts) {
        LabRequirements.check();
        ExitCleanup.sweep();
        Lab lab = new Lab(LabFolder.create(title), network, List.of(hosts));
        try {
            lab.build();
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The host with this name. */
    public LabHost host(String name) {
        return Optional.ofNullable(hosts.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no host " + name + " in " + hosts.keySet()));
    }

    /** All hosts, in the order given at the start. */
    public List<LabHost> hosts() {
        return List.copyOf(hosts.values());
    }

    /** The addresses of its hosts. */
    public LabSubnets network() {
        return network;
    }

    /** Where logs and configurations of this lab are; they stay when the lab is gone. */
    public Path folder() {
        return folder.path();
    }

    /** The namespace in which the bridge is, with one port for each host, named after it. */
    public Namespace bridge() {
        return bridge;
    }

    /** Nothing that {@code from} sends reaches {@code to}; the other way is open. */
    public void oneWay(String from, String to) {
        filters.oneWay(from, to);
    }

    /** Nothing reaches or leaves a host any more, but its carrier stays. */
    public void silence(String host) {
        filters.silence(host);
    }

    /** Loses so many of 100 frames that a host sends, at random. */
    public void loss(String host, int percent) {
        filters.loss(host, percent);
    }

    /** Ends {@link #oneWay}, {@link #silence} and {@link #loss}. */
    public void heal() {
        filters.clear();
    }

    /** Closes {@code tenant} before this lab is taken down, the latest first. Returns it. */
    public <T extends AutoCloseable> T closing(T tenant) {
        synchronized (tenants) {
            tenants.push(tenant);
        }
        return tenant;
    }

    @Override
    public void close() {
        List<Exception> failures = new ArrayList<>();
        synchronized (tenants) {
            while (!tenants.isEmpty()) {
                closeOne(tenants.pop(), failures);
            }
        }
        guard.close();
        if (!failures.isEmpty()) {
            LabException failure = new LabException("closing the lab: " + failures.getFirst(), failures.getFirst());
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** Changes a port of the bridge, {@code up} or {@code down}. */
    void port(String host, String change) {
        Commands.ipBatch(bridge.name(), List.of("link set dev " + host + " " + change));
    }

    /** Makes interfaces for hosts, plugs them in and gives them their addresses. */
    void connect(List<LabHost> newHosts) {
        List<String> lines = new ArrayList<>();
        for (LabHost host : newHosts) {
            lines.add(host.cable());
            lines.add("link set dev %s master %s up".formatted(host.name(), BRIDGE));
        }
        Commands.ipBatch(bridge.name(), lines);
        newHosts.forEach(LabHost::configure);
    }

    private void build() {
        String adds = String.join(
                "",
                namespaces().stream().map(ns -> "netns add " + ns.name() + "\n").toList());
        Commands.feed(adds, "ip", "-batch", "-");
        // The bridge itself says nothing on the lab's network.
        bridge.sysctl("net/ipv6/conf/all/disable_ipv6", "1");
        bridge.sysctl("net/ipv6/conf/default/disable_ipv6", "1");
        hosts.values().forEach(LabHost::prepare);
        // Without a querier, snooping would keep VRRP's multicast from the hosts.
        Commands.ipBatch(
                bridge.name(),
                List.of(
                        "link add " + BRIDGE + " type bridge mcast_snooping 0 stp_state 0 forward_delay 0",
                        "link set " + BRIDGE + " up"));
        connect(hosts());
    }

    private List<Namespace> namespaces() {
        List<Namespace> all = new ArrayList<>(List.of(bridge));
        hosts.values().forEach(host -> all.add(host.namespace()));
        return all;
    }

    private static void closeOne(AutoCloseable tenant, List<Exception> failures) {
        try {
            tenant.close();
        } catch (Exception e) {
            failures.add(e);
        }
    }
}
