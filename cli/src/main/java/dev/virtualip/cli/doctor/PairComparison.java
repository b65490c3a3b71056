package dev.virtualip.cli.doctor;

import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.HeardProbe;
import dev.virtualip.crds.doctor.ProbeReport;
import dev.virtualip.crds.doctor.ProbedLink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the reports of two hosts: what one sent with what the other received. */
final class PairComparison {
    /** So many small packets arrive before a missing large one means something. */
    private static final int ENOUGH = 6;

    private final ProbeReport sender;
    private final ProbeReport receiver;
    private final List<Finding> findings = new ArrayList<>();
    private Reception worst = Reception.NOT_TESTED;

    private PairComparison(ProbeReport sender, ProbeReport receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /** Compares one direction. */
    static PairComparison of(ProbeReport sender, ProbeReport receiver) {
        PairComparison test = new PairComparison(sender, receiver);
        for (ProbedLink from : sender.links()) {
            for (ProbedLink to : receiver.links()) {
                if (from.family().equals(to.family()) && test.shareLink(from, to)) {
                    test.compare(from, to);
                }
            }
        }
        return test;
    }

    /** The worst result on all links that they share. */
    Reception reception() {
        return worst;
    }

    /** The findings of this direction. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Two interfaces are on one link if they have a subnet in common, in either family, that is not link-local. */
    private boolean shareLink(ProbedLink from, ProbedLink to) {
        Set<String> common = subnets(sender, from.interfaceName());
        common.retainAll(subnets(receiver, to.interfaceName()));
        return !common.isEmpty();
    }

    private static Set<String> subnets(ProbeReport report, String interfaceName) {
        return report.links().stream()
                .filter(link -> link.interfaceName().equals(interfaceName))
                .flatMap(link -> link.subnets().stream())
                .filter(subnet -> !subnet.startsWith("fe80"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void compare(ProbedLink from, ProbedLink to) {
        if (from.mtu() != to.mtu() && from.family().equals("IPv4")) {
            add(
                    FindingKind.MTU_DIFFERS,
                    to,
                    "%s of %s has the MTU %d and %s of %s has %d."
                            .formatted(
                                    from.interfaceName(),
                                    sender.node(),
                                    from.mtu(),
                                    to.interfaceName(),
                                    receiver.node(),
                                    to.mtu()));
        }
        Optional<HeardProbe> heard = to.heard().stream()
                .filter(other -> other.identity() == sender.identity())
                .findFirst();
        Reception reception = from.sends() ? reception(from, to, heard) : Reception.NOT_SENT;
        if (reception.compareTo(worst) > 0) {
            worst = reception;
        }
        explain(reception, from, to);
    }

    private static Reception reception(ProbedLink from, ProbedLink to, Optional<HeardProbe> heard) {
        if (heard.isEmpty()) {
            return Reception.NOTHING;
        }
        HeardProbe counts = heard.get();
        if (counts.multicast() == 0 && counts.unicast() == 0) {
            return counts.multicastFrames() + counts.unicastFrames() > 0 ? Reception.FIREWALL : Reception.NOTHING;
        }
        if (counts.multicast() == 0) {
            return counts.multicastFrames() > 0 ? Reception.FIREWALL : Reception.UNICAST_ONLY;
        }
        if (counts.unicast() == 0 && from.unicastTo().contains(to.source())) {
            return counts.unicastFrames() > 0 ? Reception.FIREWALL : Reception.MULTICAST_ONLY;
        }
        return counts.large() == 0 && counts.multicast() >= ENOUGH ? Reception.SMALL_ONLY : Reception.OK;
    }

    private void explain(Reception reception, ProbedLink from, ProbedLink to) {
        String what = "of %s from %s (%s) on %s of %s"
                .formatted(from.family(), sender.node(), from.source(), to.interfaceName(), receiver.node());
        switch (reception) {
            case OK, NOT_TESTED, NOT_SENT -> {}
            case SMALL_ONLY ->
                add(
                        FindingKind.LARGE_PACKETS_LOST,
                        to,
                        "Small advertisements %s arrive, those of the full MTU (%d) do not."
                                .formatted(what, from.mtu()));
            case MULTICAST_ONLY ->
                add(FindingKind.UNICAST_DOES_NOT_ARRIVE, to, "Multicast %s arrives, unicast does not.".formatted(what));
            case UNICAST_ONLY ->
                add(
                        FindingKind.MULTICAST_DOES_NOT_ARRIVE,
                        to,
                        "Unicast %s arrives, multicast does not.".formatted(what));
            case FIREWALL ->
                add(
                        FindingKind.FIREWALL_DROPS_INCOMING,
                        to,
                        "Advertisements %s arrive on the interface and do not reach the VRRP socket.".formatted(what));
            case NOTHING ->
                add(
                        FindingKind.NOTHING_ARRIVES,
                        to,
                        "No advertisement %s arrives, not even as a frame.".formatted(what));
        }
    }

    private void add(FindingKind kind, ProbedLink to, String message) {
        findings.add(new Finding(kind, sender.node() + " → " + receiver.node(), to.interfaceName(), message));
    }
}
