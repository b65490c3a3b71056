package dev.virtualip.agent.report;

import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HeardRouter;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.LatenessHistogram;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.PeerSnapshot;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterCounters;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.http.ReportSources;
import dev.virtualip.agent.report.log.FailoverOutage;
import dev.virtualip.agent.report.log.ReportCounts;
import dev.virtualip.agent.report.log.TransitionKey;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.daemon.DurationHistogram;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** One node of a pair, as the event loop would show it. */
public final class SampleSnapshots {
    public static final InetAddress VIRTUAL = InetAddress.ofLiteral("192.168.31.5");
    static final InetAddress SOURCE = InetAddress.ofLiteral("192.168.31.10");
    public static final InetAddress PEER = InetAddress.ofLiteral("192.168.31.11");
    public static final InetAddress LINK_LOCAL = InetAddress.ofLiteral("fe80::55:5");
    public static final InetAddress PEER6 = InetAddress.ofLiteral("fe80::b");
    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    public static final String PASSWORD = "123456";

    private static final long SECOND = 1_000_000_000L;
    private static final InetAddress VIRTUAL6 = InetAddress.ofLiteral("2001:db8::5");

    public static final RouterSettings IPV4 =
            spec("ingress-ipv4", Family.IPV4, List.of(VIRTUAL)).settings(SOURCE, SECOND);

    public static final RouterSettings IPV6 = new RouterSettings(
            3,
            Family.IPV6,
            55,
            100,
            100_000_000L,
            new Preemption(true, 2 * SECOND),
            List.of(LINK_LOCAL, VIRTUAL6),
            List.of(),
            Set.of(PEER6, InetAddress.ofLiteral("fe80::c")),
            InetAddress.ofLiteral("fe80::a"),
            true,
            SECOND,
            false);

    private SampleSnapshots() {}

    public static VirtualRouterSpec spec(String name, Family family, List<InetAddress> addresses) {
        return new VirtualRouterSpec(
                name,
                List.of("ingress", "mail"),
                "eth1",
                "eth1",
                family,
                3,
                55,
                100,
                SECOND,
                Preemption.ALWAYS,
                Set.of(),
                null,
                "",
                new Binding(
                        addresses.stream()
                                .map(address -> new VirtualAddress(address, family.addressBits() - 8))
                                .toList(),
                        List.of(),
                        null,
                        false,
                        3 * SECOND),
                new Transmission(false, List.of(), ChecksumForm.WITH_PSEUDO_HEADER, PASSWORD, null),
                new AnnouncementSchedule(5, 100_000_000L, SECOND, 60 * SECOND),
                List.of(),
                false,
                true);
    }

    public static RouterSettings withPriority(RouterSettings settings, int priority) {
        return new RouterSettings(
                settings.version(),
                settings.family(),
                settings.virtualRouterId(),
                priority,
                settings.advertisementIntervalNanos(),
                settings.preemption(),
                settings.addresses(),
                settings.extraAddresses(),
                settings.allowedSources(),
                settings.sourceAddress(),
                settings.grouped(),
                settings.stopGraceNanos(),
                settings.awaitingVerdict());
    }

    public static NodeSnapshot node() {
        return new NodeSnapshot(
                List.of(
                        new InterfaceSnapshot(
                                "eth1", true, "02:00:00:00:00:0a", List.of(new VirtualAddress(SOURCE, 24))),
                        new InterfaceSnapshot("wg0", false, "", List.of())),
                List.of(active(), backup()),
                List.of(new HeardRouter("eth1", 51, InetAddress.ofLiteral("192.168.31.1"), 2)),
                List.of(new RouterCondition("KernelReady", "OldKernel", "addresses carry no mark of ours")),
                Map.of("BadTtl", 4L),
                7,
                new LatenessHistogram(List.of(100_000L, 1_000_000L), List.of(40L, 2L, 1L), 9_500_000, 7_000_000));
    }

    public static NodeSnapshot empty() {
        return new NodeSnapshot(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                0,
                new LatenessHistogram(List.of(), List.of(0L), 0, -1));
    }

    /** The same node while each of its virtual routers is being replaced by one of the same name. */
    public static NodeSnapshot twice(NodeSnapshot node) {
        List<VirtualRouterSnapshot> routers = new ArrayList<>(node.virtualRouters());
        routers.addAll(node.virtualRouters());
        return new NodeSnapshot(
                node.interfaces(),
                routers,
                node.heardVirtualRouters(),
                node.conditions(),
                node.rejected(),
                node.receiveOverflows(),
                node.lateness());
    }

    /** The same node while its first virtual router is on its way out. */
    public static NodeSnapshot leaving(NodeSnapshot node) {
        VirtualRouterSnapshot first = node.virtualRouters().getFirst();
        VirtualRouterSnapshot leaving = new VirtualRouterSnapshot(
                first.spec(),
                true,
                first.state(),
                first.since(),
                first.reason(),
                first.transitions(),
                first.activeRouter(),
                first.otherActiveRouter(),
                first.previousActiveRouter(),
                first.sourceAddress(),
                first.boundAddresses(),
                first.unboundAddresses(),
                first.addressesInUse(),
                first.lifetimeNanos(),
                first.effectivePriority(),
                first.healthChecks(),
                first.conditions(),
                first.peers(),
                first.counters());
        return new NodeSnapshot(
                node.interfaces(),
                List.of(leaving),
                node.heardVirtualRouters(),
                node.conditions(),
                node.rejected(),
                node.receiveOverflows(),
                node.lateness());
    }

    /** The same sources, counting how often the loop is asked. */
    public static ReportSources counted(ReportSources sources, AtomicInteger questions) {
        return new ReportSources(
                sources.node(),
                sources.version(),
                () -> {
                    questions.incrementAndGet();
                    return sources.snapshots().get();
                },
                sources.ready(),
                sources.counts(),
                sources.notifications(),
                sources.refusal(),
                sources.kubernetes(),
                sources.clock(),
                sources.monotonicNanos());
    }

    /** The same sources of an agent whose file is refused. */
    public static ReportSources refusing(ReportSources sources, String why) {
        return new ReportSources(
                sources.node(),
                sources.version(),
                sources.snapshots(),
                sources.ready(),
                sources.counts(),
                sources.notifications(),
                () -> why,
                sources.kubernetes(),
                sources.clock(),
                sources.monotonicNanos());
    }

    public static ReportSources sources(CompletableFuture<NodeSnapshot> answer, boolean ready) {
        DurationHistogram failovers = FailoverOutage.histogram();
        failovers.record(3_609_000_000L);
        failovers.record(3_609_000_000L);
        ReportCounts counts = new ReportCounts(
                Map.of(
                        new TransitionKey("ingress-ipv4", "Backup", "Active", "PeerTimeout"), 2L,
                        new TransitionKey("removed", "Backup", "Active", "PeerTimeout"), 9L),
                failovers.buckets(),
                3,
                1);
        return new ReportSources(
                "node-a",
                "0.1.0",
                () -> answer,
                () -> ready,
                () -> counts,
                List::of,
                () -> null,
                null,
                InstantSource.fixed(NOON),
                () -> 0);
    }

    private static VirtualRouterSnapshot active() {
        return new VirtualRouterSnapshot(
                spec("ingress-ipv4", Family.IPV4, List.of(VIRTUAL)),
                false,
                new State.Active(SECOND / 4, SECOND, 0),
                NOON.minusSeconds(60),
                Reason.PEER_TIMEOUT,
                2,
                SOURCE,
                null,
                PEER,
                SOURCE,
                List.of(VIRTUAL),
                Set.of(),
                List.of(),
                3 * SECOND,
                100,
                List.of(
                        new HealthCheckState("nginx", true, NOON.minusSeconds(50), null),
                        new HealthCheckState(
                                "uplink",
                                false,
                                NOON.minusSeconds(5),
                                "interface eth0 has no carrier; check its cable"),
                        new HealthCheckState("queue", null, NOON.minusSeconds(5), null)),
                List.of(),
                List.of(new PeerSnapshot(PEER, 150, 0, 12, 0)),
                new VirtualRouterCounters(60, 0, 12, Map.of(), Map.of("arp", 11L), Map.of("DuplicateClaim", 1L), 2));
    }

    private static VirtualRouterSnapshot backup() {
        return new VirtualRouterSnapshot(
                spec("web-ipv6", Family.IPV6, List.of(LINK_LOCAL, VIRTUAL6)),
                false,
                new State.Backup(
                        2 * SECOND, 2 * SECOND, SECOND, new Peer(PEER6, 200), Reason.PEER_TIMEOUT, null, false),
                NOON.minusSeconds(30),
                null,
                0,
                PEER6,
                null,
                null,
                null,
                List.of(),
                Set.of(),
                List.of(new ClaimedAddress(VIRTUAL6, "02:00:00:00:00:99")),
                3 * SECOND,
                100,
                List.of(),
                List.of(new RouterCondition("InterfaceReady", "InterfaceNotFound", "there is no interface eth1 (yet)")),
                List.of(),
                new VirtualRouterCounters(0, 0, 30, Map.of("BadChecksum", 5L), Map.of(), Map.of(), 0));
    }
}
