package dev.virtualip.agent.probe;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.crds.doctor.AddressHolder;
import dev.virtualip.crds.doctor.AdvertisingRouter;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbedLink;
import dev.virtualip.crds.doctor.ProbedRouter;
import dev.virtualip.crds.format.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what the packets on one interface say about this host and its link. */
final class PacketFindings {
    /** The error of a packet that a firewall drops on its way out. */
    private static final String REFUSED = "EPERM";

    private final ProbePlan plan;
    private final Map<String, LinkFacts> links;
    private final ProbedLink link;
    private final List<Finding> findings = new ArrayList<>();

    private PacketFindings(ProbePlan plan, Map<String, LinkFacts> links, ProbedLink link) {
        this.plan = plan;
        this.links = links;
        this.link = link;
    }

    static List<Finding> of(ProbePlan plan, Map<String, LinkFacts> links, ProbedLink link) {
        PacketFindings all = new PacketFindings(plan, links, link);
        all.firewall();
        link.routers().forEach(all::router);
        link.holders().forEach(all::holder);
        return all.findings;
    }

    private void add(FindingKind kind, String subject, String message) {
        findings.add(Finding.of(kind, subject, message));
    }

    private void firewall() {
        if (!link.sendError().isEmpty() && !link.sendError().startsWith(REFUSED)) {
            add(
                    FindingKind.PACKET_TEST_FAILED,
                    link.interfaceName(),
                    "No %s advertisement could be sent on %s: %s."
                            .formatted(link.family(), link.interfaceName(), link.sendError()));
        } else if (!link.sendError().isEmpty()) {
            add(
                    FindingKind.FIREWALL_DROPS_OUTGOING,
                    link.interfaceName(),
                    "The host refused to send an %s advertisement on %s: %s."
                            .formatted(link.family(), link.interfaceName(), link.sendError()));
        } else if (link.sent() > 0 && !link.receives()) {
            add(
                    FindingKind.FIREWALL_DROPS_INCOMING,
                    link.interfaceName(),
                    ("The host's own %s advertisements on %s did not come back to its VRRP socket: a rule of its"
                                    + " firewall drops protocol 112.")
                            .formatted(link.family(), link.interfaceName()));
        }
    }

    private void router(AdvertisingRouter router) {
        Optional<ProbedRouter> same = plan.routers().stream()
                .filter(ours -> ours.vrrpInterface().equals(link.interfaceName()))
                .filter(ours -> ours.virtualRouterID() == router.virtualRouterID())
                .filter(ours -> sameFamily(ours, router))
                .findFirst();
        String who = "A VRRP router at %s (priority %d, version %d) advertises Virtual Router ID %d with %s"
                .formatted(
                        router.source(),
                        router.priority(),
                        router.version(),
                        router.virtualRouterID(),
                        String.join(", ", router.addresses()));
        if (same.isEmpty() && plan.knownMacs().contains(router.mac())) {
            return;
        }
        if (same.isEmpty()) {
            add(FindingKind.OTHER_VRRP_ROUTER, link.interfaceName(), "%s.".formatted(who));
        } else if (!globals(same.get().addresses()).equals(globals(router.addresses()))) {
            add(
                    FindingKind.VIRTUAL_ROUTER_ID_CONFLICT,
                    link.interfaceName(),
                    "%s; here the virtual router %s uses this ID with %s."
                            .formatted(
                                    who,
                                    same.get().name(),
                                    String.join(", ", same.get().addresses())));
        }
    }

    private void holder(AddressHolder holder) {
        LinkFacts facts = links.get(link.interfaceName());
        boolean here = facts != null && facts.holds(AddressText.parse(holder.address()));
        Set<String> advertisers = link.routers().stream()
                .filter(router -> router.priority() != Advertisement.PRIORITY_STOP)
                .filter(router -> router.addresses().contains(holder.address()))
                .map(AdvertisingRouter::mac)
                .collect(Collectors.toSet());
        List<String> others = holder.macs().stream()
                .filter(mac -> !advertisers.contains(mac) && !plan.knownMacs().contains(mac))
                .toList();
        if (here || holder.macs().size() > 1) {
            add(
                    FindingKind.ADDRESS_ANSWERED_TWICE,
                    holder.address(),
                    "%s%s answer for %s."
                            .formatted(
                                    here ? "This host and " : "",
                                    holder.macs().stream()
                                            .map(mac -> mac + (advertisers.contains(mac) ? " (advertises it)" : ""))
                                            .collect(Collectors.joining(" and ")),
                                    holder.address()));
        } else if (!others.isEmpty() && seesAdvertisements(holder)) {
            add(
                    FindingKind.ADDRESS_IN_USE,
                    holder.address(),
                    "The host with the Ethernet address %s answers for %s on %s and does not advertise it by VRRP."
                            .formatted(others.getFirst(), holder.address(), link.interfaceName()));
        }
    }

    /** Whether the advertisements of an Active would have been received here, on the same interface. */
    private boolean seesAdvertisements(AddressHolder holder) {
        return link.receives()
                && plan.routers().stream()
                        .filter(router -> router.addresses().contains(holder.address()))
                        .allMatch(router -> router.vrrpInterface().equals(link.interfaceName()));
    }

    private static boolean sameFamily(ProbedRouter ours, AdvertisingRouter theirs) {
        return ours.addresses().isEmpty()
                || theirs.addresses().isEmpty()
                || ours.addresses().getFirst().contains(":")
                        == theirs.addresses().getFirst().contains(":");
    }

    /** An IPv6 router leads its list with a link-local address that people do not write. */
    private static Set<InetAddress> globals(List<String> addresses) {
        return addresses.stream()
                .map(AddressText::parse)
                .filter(address -> !address.isLinkLocalAddress())
                .collect(Collectors.toSet());
    }
}
