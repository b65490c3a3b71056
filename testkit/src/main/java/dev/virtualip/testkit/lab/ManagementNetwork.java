package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Signal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A second network between hosts of a lab, for everything but virtual routers: each of them has an interface
 * {@code mgmt0} with a cable of its own. And their power switches, which cut both cables.
 */
public final class ManagementNetwork {
    /** The name of every host's interface on this network. */
    public static final String INTERFACE = "mgmt0";

    private static final String BRIDGE = "management";
    private static final String INET = "198.51.100.";

    private final Lab lab;

    private ManagementNetwork(Lab lab) {
        this.lab = lab;
    }

    /** Builds it between these hosts of a lab. */
    public static ManagementNetwork between(List<LabHost> hosts) {
        Lab lab = hosts.getFirst().lab();
        Commands.ipBatch(
                lab.bridge().name(),
                List.of(
                        "link add " + BRIDGE + " type bridge mcast_snooping 0 stp_state 0 forward_delay 0",
                        "link set " + BRIDGE + " up"));
        ManagementNetwork management = new ManagementNetwork(lab);
        management.connect(hosts);
        return management;
    }

    /** The address of a host on this network, in a /24. */
    public InetAddress inet(LabHost host) {
        return InetAddress.ofLiteral(INET + host.number());
    }

    /** Pulls a host's cable to this network; the other one stays. */
    public void pullCable(LabHost host) {
        lab.port(port(host), "down");
    }

    /** Puts the cable back. */
    public void plugCable(LabHost host) {
        lab.port(port(host), "up");
    }

    /** Nothing reaches or leaves a host on this network any more, but its carrier stays. Ended by {@link Lab#heal}. */
    public void silence(LabHost host) {
        lab.silence(port(host));
    }

    /** Nothing that {@code from} sends on this network reaches {@code to}. Ended by {@link Lab#heal}. */
    public void oneWay(LabHost from, LabHost to) {
        lab.oneWay(port(from), port(to));
    }

    /**
     * Cuts a host's power: nothing it sends arrives any more, then all its processes are gone, and with the interfaces
     * all addresses.
     */
    public void powerOff(LabHost host) {
        Commands.ipBatch(
                lab.bridge().name(), List.of("link set " + host.name() + " down", "link set " + port(host) + " down"));
        killAll(host);
        host.ip("link delete " + LabHost.INTERFACE, "link delete " + INTERFACE);
    }

    /** Gives it power again: the interfaces are there, with the host's own addresses, and nothing runs. */
    public void powerOn(LabHost host) {
        lab.connect(List.of(host));
        connect(List.of(host));
    }

    private void connect(List<LabHost> hosts) {
        List<String> lines = new ArrayList<>();
        for (LabHost host : hosts) {
            lines.add("link add name %s type veth peer name %s address 02:00:5e:11:00:%02x netns %s"
                    .formatted(
                            port(host),
                            INTERFACE,
                            host.number(),
                            host.namespace().name()));
            lines.add("link set dev %s master %s up".formatted(port(host), BRIDGE));
        }
        Commands.ipBatch(lab.bridge().name(), lines);
        for (LabHost host : hosts) {
            host.ip(
                    "addr add " + inet(host).getHostAddress() + "/24 dev " + INTERFACE,
                    "link set " + INTERFACE + " up");
        }
    }

    /** A process that is started meanwhile is found the next time: until there is none. */
    private static void killAll(LabHost host) {
        final int rounds = 100;
        for (int round = 0; round < rounds; round++) {
            List<ProcessHandle> left = processes(host);
            if (left.isEmpty()) {
                return;
            }
            left.forEach(Signal.KILL::to);
        }
        throw new LabException("processes on " + host + " do not die: " + processes(host));
    }

    private static List<ProcessHandle> processes(LabHost host) {
        return Commands.run("ip", "netns", "pids", host.namespace().name())
                .lines()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .flatMap(process -> process.stream())
                .toList();
    }

    private static String port(LabHost host) {
        return "mgmt-" + host.number();
    }
}
