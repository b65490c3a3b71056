package dev.virtualip.agent.sim;

import dev.virtualip.agent.sim.host.KernelAddress;
import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.host.VirtualNic;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The behaviour of one host since its agent began. */
final class HostTrack {
    final VirtualHost host;
    final Map<String, RouterTrack> routers = new LinkedHashMap<>();
    final Map<InetAddress, Long> announced = new HashMap<>();

    /** When an address was first seen without a virtual router that may hold it. */
    final Map<KernelAddress, Long> orphans = new HashMap<>();

    private final List<RouterPlan> plans;
    long startedNanos;

    /** Whether its agent was asked to stop. */
    boolean stopping;

    long awokeNanos;

    /** When an interface was last not usable, or without the host's own address. */
    long disturbedNanos;

    private boolean wasDisturbed;

    /** Whether addresses were removed so often that it does not preempt for a while. */
    boolean heldDown;

    HostTrack(VirtualHost host, List<RouterPlan> plans) {
        this.host = host;
        this.plans = plans;
    }

    void started(long nowNanos) {
        startedNanos = nowNanos;
        awokeNanos = nowNanos;
        heldDown = false;
        stopping = false;
        announced.clear();
        orphans.clear();
        routers.clear();
        plans.forEach(plan -> routers.put(plan.name, new RouterTrack(plan)));
    }

    /** Looks whether something outside the agent keeps it from doing its work. */
    void update(long nowNanos) {
        boolean is = disturbed();
        if (is || wasDisturbed) {
            disturbedNanos = nowNanos;
        }
        wasDisturbed = is;
    }

    /** Since when nothing outside the agent kept it from doing its work. */
    long undisturbedSinceNanos() {
        return Math.max(Math.max(startedNanos, awokeNanos), disturbedNanos);
    }

    boolean disturbed() {
        for (VirtualNic nic : host.kernel.nics()) {
            if (!nic.usable()) {
                return true;
            }
        }
        return host.kernel.frozen()
                || host.own().stream()
                        .anyMatch(own ->
                                !own.answering || !host.kernel.addresses().contains(own));
    }
}
