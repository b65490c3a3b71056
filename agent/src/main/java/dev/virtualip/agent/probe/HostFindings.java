package dev.virtualip.agent.probe;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.SubnetRoute;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbedLink;
import dev.virtualip.crds.doctor.ProbedRouter;
import dev.virtualip.crds.format.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides, from facts and received packets alone, what is wrong on a host. */
final class HostFindings {
    private static final long WALL_JUMP_MILLIS = 200;
    private static final long STALL_MILLIS = 250;
    private static final int STRICT = 1;
    private static final int SAME_SUBNET_ONLY = 2;
    private static final int NEVER = 8;

    private final ProbePlan plan;
    private final HostFacts host;
    private final Map<String, LinkFacts> links;
    private final List<Finding> findings = new ArrayList<>();

    private HostFindings(ProbePlan plan, HostFacts host, Map<String, LinkFacts> links) {
        this.plan = plan;
        this.host = host;
        this.links = links;
    }

    /**
     * The findings.
     *
     * @param plan what was asked
     * @param host facts of the host
     * @param links all its interfaces
     * @param tested those that carry or may carry virtual routers
     * @param probed the packets on them
     */
    static List<Finding> of(
            ProbePlan plan,
            HostFacts host,
            Map<String, LinkFacts> links,
            List<LinkFacts> tested,
            List<ProbedLink> probed) {
        HostFindings all = new HostFindings(plan, host, links);
        all.process();
        all.host();
        all.routers();
        for (LinkFacts link : tested) {
            all.arp(link);
            all.routing(link);
            all.devices(link);
            all.daemons(link);
        }
        probed.forEach(link -> all.findings.addAll(PacketFindings.of(plan, links, link)));
        return List.copyOf(all.findings);
    }

    private void add(FindingKind kind, String subject, String message) {
        findings.add(Finding.of(kind, subject, message));
    }

    private void process() {
        if (!host.missingCapabilities().isEmpty()) {
            add(
                    FindingKind.MISSING_CAPABILITIES,
                    "",
                    "The probe runs without %s: no agent can start like this, and the packets were not tested."
                            .formatted(String.join(" and ", host.missingCapabilities())));
        }
        if (!host.realtime()) {
            add(
                    FindingKind.NO_REALTIME_SCHEDULING,
                    "",
                    "The capability CAP_SYS_NICE is missing: on a busy node advertisements can be late.");
        }
        if (host.stallMillis() >= STALL_MILLIS) {
            add(
                    FindingKind.HOST_STALLED,
                    "",
                    ("The probe did not run for %d ms during the test: an agent without real-time scheduling would not"
                                    + " have either.")
                            .formatted(host.stallMillis()));
        }
        if (host.clockSynchronized().filter(synchronised -> !synchronised).isPresent()) {
            add(FindingKind.CLOCK_NOT_SYNCHRONIZED, "", "The kernel says that the wall clock is not synchronized.");
        }
        if (Math.abs(host.wallJumpMillis()) >= WALL_JUMP_MILLIS) {
            add(
                    FindingKind.CLOCK_JUMPED,
                    "",
                    "The wall clock was set by %d ms during the test.".formatted(host.wallJumpMillis()));
        }
    }

    private void host() {
        if (!host.strictArp() && (host.ipvsAddresses() || host.kubeProxyMode().equals("ipvs"))) {
            add(
                    FindingKind.IPVS_WITHOUT_STRICT_ARP,
                    "kube-ipvs0",
                    "kube-proxy in IPVS mode holds the addresses of Services on every node (kube-ipvs0), and"
                            + " net.ipv4.conf.all.arp_ignore or arp_announce is 0: every node answers ARP for them.");
        }
        if (host.reversePathDrops() > 0) {
            add(
                    FindingKind.REVERSE_PATH_FILTER_DROPS,
                    "",
                    "The reverse path filter dropped %d packets during the test.".formatted(host.reversePathDrops()));
        }
        if (!host.nonlocalBind()) {
            add(
                    FindingKind.NONLOCAL_BIND_OFF,
                    "",
                    "net.ipv4.ip_nonlocal_bind is 0: a server that binds a virtual address cannot start on a Backup.");
        }
        if (host.programs().contains(HostFacts.KEEPALIVED)) {
            add(FindingKind.KEEPALIVED_RUNS, "", "keepalived runs on this host.");
        }
    }

    private void routers() {
        for (ProbedRouter router : plan.routers()) {
            for (String name : new LinkedHashSet<>(List.of(router.interfaceName(), router.vrrpInterface()))) {
                LinkFacts link = links.get(name);
                if (link == null) {
                    add(
                            FindingKind.INTERFACE_MISSING,
                            name,
                            "The virtual router %s needs the interface %s, which does not exist."
                                    .formatted(router.name(), name));
                } else if (!link.up() || !link.carrier()) {
                    add(
                            FindingKind.INTERFACE_DOWN,
                            name,
                            "The interface %s of the virtual router %s %s."
                                    .formatted(name, router.name(), link.up() ? "has no carrier" : "is set down"));
                }
            }
            LinkFacts link = links.get(router.vrrpInterface());
            if (link != null && !router.addresses().isEmpty()) {
                source(
                        router,
                        link,
                        Family.of(AddressText.parse(router.addresses().getFirst())));
            }
        }
    }

    private void source(ProbedRouter router, LinkFacts link, Family family) {
        if (family == Family.IPV6 && link.settings().ipv6Disabled()) {
            add(
                    FindingKind.IPV6_DISABLED,
                    link.name(),
                    "net.ipv6.conf.%s.disable_ipv6 is 1, and the virtual router %s has an IPv6 address."
                            .formatted(link.name(), router.name()));
            return;
        }
        Set<InetAddress> virtual = plan.routers().stream()
                .flatMap(other -> other.addresses().stream())
                .map(AddressText::parse)
                .collect(Collectors.toSet());
        if (link.source(family, virtual).isEmpty()) {
            add(
                    FindingKind.NO_OWN_ADDRESS,
                    link.name(),
                    "The interface %s has no %s address of its own from which the virtual router %s can advertise."
                            .formatted(link.name(), family == Family.IPV4 ? "IPv4" : "link-local IPv6", router.name()));
        }
    }

    private void arp(LinkFacts link) {
        int ignore = link.settings().arpIgnore();
        if (ignore == NEVER || (ignore == SAME_SUBNET_ONLY && bindsWithoutPrefix(link))) {
            add(
                    FindingKind.ARP_IGNORED,
                    link.name(),
                    "arp_ignore of %s is %d: the kernel answers no ARP request for a virtual address%s."
                            .formatted(link.name(), ignore, ignore == NEVER ? "" : ", which is bound as /32"));
        }
        String network =
                link.own(Family.IPV4, Set.of()).map(HostFindings::network).orElse("");
        if (ignore == 0 && !network.isEmpty()) {
            links.values().stream()
                    .filter(other -> other.index() != link.index() && other.up())
                    .filter(other -> other.addresses().stream()
                            .anyMatch(entry -> !entry.ours()
                                    && SubnetRoute.exists(entry)
                                    && network(entry).equals(network)))
                    .findFirst()
                    .ifPresent(other -> add(
                            FindingKind.ARP_FLUX,
                            link.name(),
                            ("%s and %s are both on %s and arp_ignore is 0: either answers ARP for the addresses of the"
                                            + " other.")
                                    .formatted(link.name(), other.name(), network)));
        }
        boolean prefixes = plan.routers().stream()
                .anyMatch(router -> router.interfaceName().equals(link.name()) && router.bindPrefix());
        if (prefixes && !link.settings().promoteSecondaries()) {
            add(
                    FindingKind.SECONDARIES_NOT_PROMOTED,
                    link.name(),
                    ("promote_secondaries of %s is 0 and addresses are bound with their prefix: when the first address"
                                    + " of a subnet goes, the kernel removes the others.")
                            .formatted(link.name()));
        }
    }

    private boolean bindsWithoutPrefix(LinkFacts link) {
        return plan.routers().stream()
                .filter(router -> router.interfaceName().equals(link.name()))
                .allMatch(router -> !router.bindPrefix());
    }

    private void routing(LinkFacts link) {
        if (link.repliesVia().isEmpty() || link.repliesVia().equals(link.name())) {
            return;
        }
        add(
                FindingKind.REPLIES_LEAVE_ELSEWHERE,
                link.name(),
                "Replies from the address of %s to other networks leave through %s."
                        .formatted(link.name(), link.repliesVia()));
        if (link.settings().reversePathFilter() == STRICT) {
            add(
                    FindingKind.STRICT_REVERSE_PATH_FILTER,
                    link.name(),
                    ("rp_filter of %s is 1 (strict) and its replies leave through %s: the kernel drops requests from"
                                    + " other networks that arrive on %s.")
                            .formatted(link.name(), link.repliesVia(), link.name()));
        }
    }

    private void devices(LinkFacts link) {
        if (link.snooping()) {
            add(
                    FindingKind.SNOOPING_WITHOUT_QUERIER,
                    link.bridge(),
                    ("The bridge %s snoops multicast and is no querier: without a querier elsewhere it can stop to"
                                    + " forward advertisements.")
                            .formatted(link.bridge()));
        }
        if (link.bondMode().equals("balance-alb")) {
            add(
                    FindingKind.BOND_REWRITES_ARP,
                    link.name(),
                    ("The bond %s has the mode balance-alb, which rewrites ARP answers: clients can learn the address"
                                    + " of another port.")
                            .formatted(link.name()));
        }
    }

    private void daemons(LinkFacts link) {
        boolean networkd = host.programs().contains(HostFacts.NETWORKD);
        boolean networkManager = host.programs().contains(HostFacts.NETWORK_MANAGER);
        if (networkd && !link.networkdFile().isEmpty() && !link.networkdKeeps()) {
            add(
                    FindingKind.NETWORKD_REMOVES_ADDRESSES,
                    link.name(),
                    ("systemd-networkd manages %s by %s without KeepConfiguration: when it restarts or reconfigures the"
                                    + " interface, it removes virtual addresses. The agent puts them back.")
                            .formatted(link.name(), link.networkdFile()));
        }
        if (networkManager && link.networkManager()) {
            add(
                    FindingKind.NETWORK_MANAGER_REMOVES_ADDRESSES,
                    link.name(),
                    ("NetworkManager manages %s: when it reapplies the connection, it removes virtual addresses. The"
                                    + " agent puts them back.")
                            .formatted(link.name()));
        }
        if (!host.hostFiles() && (networkd || networkManager)) {
            add(
                    FindingKind.HOST_FILES_NOT_READ,
                    link.name(),
                    "%s runs on this node; whether it manages %s is not visible from the Pod."
                            .formatted(networkd ? "systemd-networkd" : "NetworkManager", link.name()));
        }
    }

    /** The subnet of an address, as 192.0.2.0/24. */
    static String network(AddressChanged entry) {
        return AddressText.format(SubnetRoute.of(entry).network()) + "/" + entry.prefixLength();
    }

    /** The subnet that another address would be in. */
    static String network(AddressChanged entry, InetAddress other) {
        return network(new AddressChanged(
                entry.interfaceIndex(),
                other,
                entry.prefixLength(),
                entry.flags(),
                entry.protocol(),
                entry.label(),
                entry.scope(),
                entry.preferredSeconds(),
                entry.validSeconds()));
    }
}
