package dev.virtualip.agent.probe;

import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.Errno;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbeReport;
import dev.virtualip.crds.doctor.ProbedLink;
import dev.virtualip.crds.doctor.ProbedRouter;
import dev.virtualip.crds.format.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One run of the probe: facts, packets, findings. */
public final class ProbeRun {
    private static final int IDENTITIES = 1 << 16;
    private static final int ID_MAX = 255;

    /** Interfaces of single pods and of Services, which carry no VRRP. */
    private static final Pattern OF_PODS = Pattern.compile(
            "(veth|cali|lxc|tap|azv|vnet|nodelocaldns|dummy|kube-|docker|br-|cni|flannel|virbr|podman).*");

    private final ProbePlan plan;
    private final HostPaths paths;
    private final Set<InetAddress> virtual;
    private final int identity = ThreadLocalRandom.current().nextInt(1, IDENTITIES);
    private final List<Finding> problems = new ArrayList<>();
    private final List<LinkTest> linkTests = new ArrayList<>();
    private final List<HolderTest> holderTests = new ArrayList<>();

    private ProbeRun(ProbePlan plan, HostPaths paths) {
        this.plan = plan;
        this.paths = paths;
        this.virtual = plan.routers().stream()
                .flatMap(router -> router.addresses().stream())
                .map(AddressText::parse)
                .collect(Collectors.toSet());
    }

    /**
     * Runs the probe.
     *
     * @param plan what to test
     * @param hostRoot where the host's {@code /run} and {@code /etc} are
     * @param version the agent's version
     */
    public static ProbeReport run(ProbePlan plan, Path hostRoot, String version)
            throws IOException, InterruptedException {
        return new ProbeRun(plan, HostPaths.below(hostRoot)).report(version);
    }

    private ProbeReport report(String version) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Capabilities capabilities = Capabilities.ofThisProcess();
        HostFactsReader host = new HostFactsReader(paths);
        Map<String, LinkFacts> links = new LinkFactsReader(paths).read();
        List<LinkFacts> tested = tested(links);
        long drops = host.reversePathDrops();
        PacketTest.Timing timing = PacketTest.Timing.NONE;
        try {
            if (capabilities.netRaw()) {
                open(tested, links);
                timing = new PacketTest(linkTests, holderTests, plan.expected()).run(plan.durationMillis());
            }
            HostFacts facts = host.read(capabilities, timing, host.reversePathDrops() - drops);
            List<ProbedLink> probed = linkTests.stream().map(this::probed).toList();
            problems.addAll(HostFindings.of(plan, facts, links, tested, probed));
            return new ProbeReport(
                    plan.node(),
                    identity,
                    version,
                    Runtime.version() + " (" + System.getProperty("java.vendor", "") + ")",
                    facts.kubeProxyMode(),
                    (System.nanoTime() - start) / 1_000_000,
                    probed,
                    problems);
        } finally {
            linkTests.forEach(LinkTest::close);
            holderTests.forEach(HolderTest::close);
        }
    }

    /** The interfaces of the virtual routers; without any, those that look like interfaces of the host. */
    private List<LinkFacts> tested(Map<String, LinkFacts> links) {
        Set<String> names = new LinkedHashSet<>(plan.interfaces());
        plan.routers().forEach(router -> names.addAll(List.of(router.vrrpInterface(), router.interfaceName())));
        if (names.isEmpty()) {
            return links.values().stream()
                    .filter(link -> link.up() && link.carrier())
                    .filter(link -> !OF_PODS.matcher(link.name()).matches())
                    .filter(link -> link.own(Family.IPV4, virtual).isPresent())
                    .toList();
        }
        return names.stream()
                .flatMap(name -> Stream.ofNullable(links.get(name)))
                .toList();
    }

    private void open(List<LinkFacts> tested, Map<String, LinkFacts> links) {
        Set<MacAddress> own = links.values().stream().map(LinkFacts::mac).collect(Collectors.toSet());
        for (LinkFacts link : tested) {
            for (Family family : Family.values()) {
                try {
                    openOne(link, family, own);
                } catch (NativeIoException e) {
                    problems.add(Finding.of(
                            FindingKind.PACKET_TEST_FAILED,
                            link.name(),
                            "The packet test of %s could not start: %s.".formatted(link.name(), e.getMessage())));
                }
            }
        }
    }

    private void openOne(LinkFacts link, Family family, Set<MacAddress> own) throws NativeIoException {
        Optional<InetAddress> source = link.source(family, virtual);
        if (source.isEmpty()
                || !link.up()
                || (family == Family.IPV6 && link.settings().ipv6Disabled())) {
            return;
        }
        List<InetAddress> peers = plan.peers().stream()
                .map(AddressText::parse)
                .filter(peer -> Family.of(peer) == family && !link.holds(peer))
                .filter(peer -> onLink(link, peer))
                .toList();
        linkTests.add(
                LinkTest.open(link, family, new LinkTest.Sender(source.get(), peers, testVirtualRouterId(), identity)));
        List<InetAddress> addresses = plan.routers().stream()
                .filter(router -> router.interfaceName().equals(link.name()))
                .flatMap(router -> router.addresses().stream())
                .map(AddressText::parse)
                .filter(address -> Family.of(address) == family)
                .toList();
        if (!addresses.isEmpty()) {
            holderTests.add(HolderTest.open(link, family, addresses, own));
        }
    }

    private static boolean onLink(LinkFacts link, InetAddress peer) {
        return link.addresses().stream()
                .filter(entry -> !entry.ours() && SubnetRoute.exists(entry))
                .map(AddressChanged::address)
                .anyMatch(own -> Family.of(own) == Family.of(peer) && sameSubnet(link, own, peer));
    }

    private static boolean sameSubnet(LinkFacts link, InetAddress own, InetAddress peer) {
        return link.addresses().stream()
                .filter(entry -> entry.address().equals(own))
                .anyMatch(entry -> HostFindings.network(entry).equals(HostFindings.network(entry, peer)));
    }

    /** The highest ID that no virtual router of the plan has. */
    private int testVirtualRouterId() {
        if (plan.virtualRouterID() != 0) {
            return plan.virtualRouterID();
        }
        Set<Integer> used =
                plan.routers().stream().map(ProbedRouter::virtualRouterID).collect(Collectors.toSet());
        return IntStream.rangeClosed(0, ID_MAX - 1)
                .map(below -> ID_MAX - below)
                .filter(id -> !used.contains(id))
                .findFirst()
                .orElse(ID_MAX);
    }

    private ProbedLink probed(LinkTest test) {
        Map<String, String> subnets = new LinkedHashMap<>();
        test.link().addresses().stream()
                .filter(entry -> !entry.ours() && SubnetRoute.exists(entry))
                .filter(entry -> Family.of(entry.address()) == test.family())
                .forEach(entry -> subnets.put(HostFindings.network(entry), ""));
        return new ProbedLink(
                test.link().name(),
                test.family() == Family.IPV4 ? "IPv4" : "IPv6",
                AddressText.format(test.source()),
                List.copyOf(subnets.keySet()),
                test.link().mtu(),
                test.sent(),
                test.sendErrno() == 0 ? "" : Errno.describe(test.sendErrno()),
                test.looped(),
                test.unicastTo().stream().map(AddressText::format).toList(),
                test.heard(),
                test.routers(),
                holderTests.stream()
                        .filter(holder ->
                                holder.link().index() == test.link().index() && holder.family() == test.family())
                        .flatMap(holder -> holder.holders().stream())
                        .toList());
    }
}
