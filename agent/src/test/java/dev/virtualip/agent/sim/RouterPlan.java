package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.host.VirtualKernel;
import dev.virtualip.agent.sim.host.VirtualNic;
import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.Timing;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One virtual router as all hosts are configured with it: the fields can be changed, and are then given to hosts. */
final class RouterPlan {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    final String name;
    final int id;

    /** The number of the LAN that it is on, from 0. */
    int lan;

    /** The number of the LAN that carries its advertisements; below 0: the same. */
    int vrrpLan = -1;

    int version = 3;
    Family family = Family.IPV4;
    long intervalNanos = SECOND;
    long lifetimeNanos = 3 * SECOND;
    List<InetAddress> addresses = new ArrayList<>();
    List<InetAddress> extraAddresses = new ArrayList<>();

    @Nullable
    String group;

    boolean askFirst;
    Set<InetAddress> allowedSources = Set.of();
    AnnouncementSchedule announcements = new AnnouncementSchedule(3, 100 * MILLI, 0, 0);
    List<HealthCheckSpec> healthChecks = List.of();

    /** The longest time for which it waits for the first verdicts of its move group; 0: it has no checks. */
    long firstVerdictNanos;

    final Map<Integer, Integer> priorities = new HashMap<>();
    final Map<Integer, Preemption> preemptions = new HashMap<>();
    final Map<Integer, ChecksumForm> checksums = new HashMap<>();
    final Map<Integer, String> releases = new HashMap<>();

    /** The longest interval that some host may still use, and the longest lifetime that some kernel may still keep. */
    long longestIntervalNanos = intervalNanos;

    long longestLifetimeNanos;

    RouterPlan(String name, int id) {
        this.name = name;
        this.id = id;
    }

    String interfaceName() {
        return "lan" + lan;
    }

    int interfaceIndex() {
        return VirtualKernel.FIRST_INDEX + lan;
    }

    int vrrpLan() {
        return vrrpLan < 0 ? lan : vrrpLan;
    }

    int vrrpInterfaceIndex() {
        return VirtualKernel.FIRST_INDEX + vrrpLan();
    }

    int priority(int host) {
        return priorities.getOrDefault(host, 100);
    }

    Preemption preemption(int host) {
        return preemptions.getOrDefault(host, Preemption.ALWAYS);
    }

    /** Hosts are given this interval soon; until then they use one of those that they were given before. */
    void interval(long nanos) {
        longestIntervalNanos = Math.max(longestIntervalNanos, nanos);
        intervalNanos = nanos;
    }

    /** Every host that runs uses what it was given last. */
    void settled() {
        longestIntervalNanos = intervalNanos;
    }

    void lifetime(long nanos) {
        longestLifetimeNanos = Math.max(longestLifetimeNanos, nanos);
        lifetimeNanos = nanos;
    }

    /** The longest time for which a Backup of this priority waits in silence; health checks may lower it. */
    long activeDownNanos(int priority) {
        int lowest = firstVerdictNanos > 0 ? 1 : priority;
        return Timing.activeDownNanos(version, lowest, longestIntervalNanos);
    }

    boolean isFor(Frame advertisement, VirtualNic nic) {
        boolean sameFamily = (advertisement.type() == Frame.IPV4) == (family == Family.IPV4);
        return nic.index == vrrpInterfaceIndex() && sameFamily && advertisement.virtualRouterId() == id;
    }

    VirtualRouterSpec spec(int host, boolean confirmed) {
        return new VirtualRouterSpec(
                name,
                List.of(),
                interfaceName(),
                "lan" + vrrpLan(),
                family,
                version,
                id,
                priority(host),
                intervalNanos,
                preemption(host),
                allowedSources,
                group,
                releases.getOrDefault(host, ""),
                new Binding(virtual(addresses), virtual(extraAddresses), null, false, lifetimeNanos),
                new Transmission(
                        false, List.of(), checksums.getOrDefault(host, ChecksumForm.WITH_PSEUDO_HEADER), null, null),
                announcements,
                healthChecks,
                askFirst,
                confirmed);
    }

    private static List<VirtualAddress> virtual(List<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> new VirtualAddress(address, Family.of(address).addressBits()))
                .toList();
    }

    List<InetAddress> allAddresses() {
        List<InetAddress> all = new ArrayList<>(addresses);
        all.addAll(extraAddresses);
        return all;
    }
}
