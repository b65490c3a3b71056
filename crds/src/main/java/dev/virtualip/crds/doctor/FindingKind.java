package dev.virtualip.crds.doctor;

import static dev.virtualip.crds.doctor.FindingSeverity.ERROR;
import static dev.virtualip.crds.doctor.FindingSeverity.INFO;
import static dev.virtualip.crds.doctor.FindingSeverity.WARNING;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Kinds of findings, each with its remedy. {@code docs/doctor.md} has a section for each. */
public enum FindingKind {
    /** A capability that VRRP needs is missing. */
    MISSING_CAPABILITIES(
            "MissingCapabilities",
            ERROR,
            "Start the agent as root or with CAP_NET_ADMIN and CAP_NET_RAW; in Kubernetes label its namespace"
                    + " pod-security.kubernetes.io/enforce=privileged."),
    /** Real-time scheduling is not allowed. */
    NO_REALTIME_SCHEDULING(
            "NoRealtimeScheduling",
            INFO,
            "On a busy node give the agent CAP_SYS_NICE (chart: agent.realtime=true), or use an advertisement interval"
                    + " of 250ms or more."),
    /** The packet sockets cannot be opened. */
    PACKET_TEST_FAILED(
            "PacketTestFailed", ERROR, "Remove the cause that the message names, then run the doctor again."),
    /** The wall clock is not synchronized. */
    CLOCK_NOT_SYNCHRONIZED(
            "ClockNotSynchronized",
            WARNING,
            "Run chrony or systemd-timesyncd. VRRP does not need the wall clock, but certificates and the times of"
                    + " moves do."),
    /** The wall clock was set during the test. */
    CLOCK_JUMPED("ClockJumped", WARNING, "Let one program set the clock, and let it slew instead of step."),
    /** The probe did not run for a while. */
    HOST_STALLED(
            "HostStalled",
            WARNING,
            "Give the node more processor time, allow real-time scheduling (chart: agent.realtime=true), or use an"
                    + " advertisement interval that is longer than the stall."),
    /** The interface of a virtual router does not exist. */
    INTERFACE_MISSING("InterfaceMissing", ERROR, "Correct the interface name, or create the interface."),
    /** The interface of a virtual router is down or has no carrier. */
    INTERFACE_DOWN(
            "InterfaceDown", ERROR, "Set the interface up (ip link set NAME up), and check cable and switch port."),
    /** The interface has no address to send advertisements from. */
    NO_OWN_ADDRESS(
            "NoOwnAddress",
            ERROR,
            "Give the interface an address of its own in the same family as the virtual address."),
    /** Strict reverse path filter on an interface whose replies use another one. */
    STRICT_REVERSE_PATH_FILTER(
            "StrictReversePathFilter",
            ERROR,
            "Set net.ipv4.conf.all.rp_filter and net.ipv4.conf.INTERFACE.rp_filter to 2 (loose), or add a routing rule"
                    + " for the interface."),
    /** The kernel dropped packets because of the reverse path filter during the test. */
    REVERSE_PATH_FILTER_DROPS(
            "ReversePathFilterDrops",
            WARNING,
            "Set net.ipv4.conf.all.rp_filter and that of the interface to 2 (loose), or correct the routes."),
    /** The kernel does not answer ARP for the virtual addresses. */
    ARP_IGNORED(
            "ArpIgnored", ERROR, "Set net.ipv4.conf.all.arp_ignore and net.ipv4.conf.INTERFACE.arp_ignore to 0 or 1."),
    /** Two interfaces of the host are on one subnet, and each answers ARP for the other. */
    ARP_FLUX(
            "ArpFlux",
            WARNING,
            "Set net.ipv4.conf.all.arp_ignore=1 and net.ipv4.conf.all.arp_announce=2, or keep one interface on the"
                    + " subnet."),
    /** kube-proxy in IPVS mode without strictARP. */
    IPVS_WITHOUT_STRICT_ARP(
            "IpvsWithoutStrictArp",
            ERROR,
            "Set ipvs.strictARP: true in the ConfigMap kube-system/kube-proxy and restart kube-proxy; it sets"
                    + " arp_ignore=1 and arp_announce=2."),
    /** The kernel removes other addresses with the primary one. */
    SECONDARIES_NOT_PROMOTED("SecondariesNotPromoted", WARNING, "Set net.ipv4.conf.all.promote_secondaries to 1."),
    /** Servers cannot bind the address on a Backup. */
    NONLOCAL_BIND_OFF(
            "NonlocalBindOff",
            INFO,
            "If a server binds the virtual address itself, set net.ipv4.ip_nonlocal_bind=1 (IPv6:"
                    + " net.ipv6.ip_nonlocal_bind=1), or let it bind 0.0.0.0."),
    /** IPv6 is off on the interface of an IPv6 address. */
    IPV6_DISABLED("Ipv6Disabled", ERROR, "Set net.ipv6.conf.INTERFACE.disable_ipv6 to 0."),
    /** A bridge of the host snoops multicast without a querier. */
    SNOOPING_WITHOUT_QUERIER(
            "SnoopingWithoutQuerier",
            WARNING,
            "Switch snooping off (ip link set BRIDGE type bridge mcast_snooping 0), switch a querier on (mcast_querier"
                    + " 1), or use spec.vrrp.transport: Unicast."),
    /** A bond rewrites ARP answers. */
    BOND_REWRITES_ARP("BondRewritesArp", WARNING, "Use the bond mode active-backup or 802.3ad instead of balance-alb."),
    /** Replies from the interface of the address leave through another one. */
    REPLIES_LEAVE_ELSEWHERE(
            "RepliesLeaveElsewhere",
            WARNING,
            "Add a routing table for the interface: ip rule add from SUBNET lookup 100, and in table 100 a default"
                    + " route through the interface's gateway."),
    /** systemd-networkd removes addresses that it did not set. */
    NETWORKD_REMOVES_ADDRESSES(
            "NetworkdRemovesAddresses",
            WARNING,
            "Add KeepConfiguration=static to the [Network] section of the interface's .network file."),
    /** NetworkManager manages the interface. */
    NETWORK_MANAGER_REMOVES_ADDRESSES(
            "NetworkManagerRemovesAddresses",
            WARNING,
            "Do not reapply or reactivate the connection while the node holds addresses, or list the interface in"
                    + " unmanaged-devices of NetworkManager.conf."),
    /** Files of the host were not visible to the probe. */
    HOST_FILES_NOT_READ(
            "HostFilesNotRead", INFO, "Run virtualip doctor on the node, or in the cluster with --host-files."),
    /** keepalived runs on the host. */
    KEEPALIVED_RUNS(
            "KeepalivedRuns",
            INFO,
            "Make sure that keepalived and the agent do not hold the same addresses; see"
                    + " docs/migrate-from-keepalived.md."),
    /** The host's firewall refuses to send protocol 112. */
    FIREWALL_DROPS_OUTGOING(
            "FirewallDropsOutgoing",
            ERROR,
            "Allow IP protocol 112 in the output chain, for instance: nft insert rule inet filter output meta l4proto"
                    + " 112 accept."),
    /** The host's firewall drops protocol 112 that arrives. */
    FIREWALL_DROPS_INCOMING(
            "FirewallDropsIncoming",
            ERROR,
            "Allow IP protocol 112 in the input chain, for instance: nft insert rule inet filter input meta l4proto 112"
                    + " accept."),
    /** Another VRRP router on the link. */
    OTHER_VRRP_ROUTER(
            "OtherVrrpRouter",
            INFO,
            "Nothing to do: the operator does not allocate a Virtual Router ID that agents receive."),
    /** Another VRRP router uses one of our Virtual Router IDs. */
    VIRTUAL_ROUTER_ID_CONFLICT(
            "VirtualRouterIDConflict",
            ERROR,
            "Give one of the two another Virtual Router ID (spec.vrrp.virtualRouterID)."),
    /** Another host answers for one of our addresses. */
    ADDRESS_IN_USE("AddressInUse", ERROR, "Take the address off that host, or use another address."),
    /** Two hosts answer for one address. */
    ADDRESS_ANSWERED_TWICE(
            "AddressAnsweredTwice",
            ERROR,
            "Take the address off the host that does not advertise it; if both advertise, find out why they do not"
                    + " receive each other (see NothingArrives)."),
    /** Nothing of protocol 112 arrives from another node. */
    NOTHING_ARRIVES(
            "NothingArrives",
            ERROR,
            "Allow IP protocol 112 between the nodes in the network: CNI policies, security groups, port isolation, the"
                    + " mode of a bond, filters of a virtual switch."),
    /** Multicast is lost, unicast arrives. */
    MULTICAST_DOES_NOT_ARRIVE(
            "MulticastDoesNotArrive",
            ERROR,
            "Switch IGMP and MLD snooping off for the VLAN or run a querier in it, or use spec.vrrp.transport:"
                    + " Unicast."),
    /** Unicast is lost, multicast arrives. */
    UNICAST_DOES_NOT_ARRIVE(
            "UnicastDoesNotArrive",
            WARNING,
            "Only spec.vrrp.transport: Unicast needs it: allow IP protocol 112 between the nodes' addresses."),
    /** Large packets are lost, small ones arrive. */
    LARGE_PACKETS_LOST("LargePacketsLost", WARNING, "Use one MTU on all nodes and switches of the link."),
    /** Nodes of one link have different MTUs. */
    MTU_DIFFERS("MtuDiffers", WARNING, "Use one MTU on all nodes of the link."),
    /** A node did not deliver a report. */
    NODE_NOT_PROBED("NodeNotProbed", ERROR, "Remove the cause that the message names, then run the doctor again."),
    /** The Pod security level of the release's namespace refuses the probe's Pod. */
    POD_SECURITY_REFUSES_PROBE(
            "PodSecurityRefusesProbe",
            ERROR,
            "Label the namespace: kubectl label --overwrite namespace NAMESPACE"
                    + " pod-security.kubernetes.io/enforce=privileged"),
    /** No agent answers on the host. */
    AGENT_NOT_RUNNING(
            "AgentNotRunning",
            WARNING,
            "Start virtualip-agent; in a cluster, find out why the DaemonSet has no ready Pod on the node. On a host,"
                    + " name its HTTP address with --agent, or its file with --config.");

    private final String label;
    private final FindingSeverity severity;
    private final String remedy;

    FindingKind(String label, FindingSeverity severity, String remedy) {
        this.label = label;
        this.severity = severity;
        this.remedy = remedy;
    }

    /** The name that people and documents see. */
    @JsonValue
    public String label() {
        return label;
    }

    /** How bad it is. */
    public FindingSeverity severity() {
        return severity;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** Where it is explained. */
    public String link() {
        return "docs/doctor.md#" + label.toLowerCase(Locale.ROOT);
    }
}
