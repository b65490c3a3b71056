package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.VirtualRouterStatus;
import dev.virtualip.crds.Vrrp.Transport;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what each node shall run of a bond; what others have yet to release is held back. */
final class BondWriter {
    private final World world;
    private final Bond bond;
    private final Releases releases;
    private final List<Written.Entry> entries = new ArrayList<>();
    private final Map<String, List<Finding>> held = new HashMap<>();

    private BondWriter(World world, Bond bond, Releases releases) {
        this.world = world;
        this.bond = bond;
        this.releases = releases;
    }

    static Written write(World world, Bond bond, Releases releases) {
        BondWriter writer = new BondWriter(world, bond, releases);
        for (int i = 0; i < bond.units().size(); i++) {
            writer.write(i);
        }
        return new Written(List.copyOf(writer.entries), writer.held);
    }

    private void write(int number) {
        Unit unit = bond.units().get(number);
        Finding ofID = unit.givenID() == null ? null : Releases.hindranceOfID(unit, world);
        Finding hindrance = ofID == null ? releases.hindranceOfPriorities(unit, bond.slots()) : ofID;
        if (hindrance != null) {
            unit.wishes().forEach(wish -> hold(wish, hindrance));
        }
        if (hindrance != null || unit.id() == 0) {
            return;
        }
        SortedSet<String> virtualIPs = new TreeSet<>();
        List<String> addresses = addresses(unit, virtualIPs);
        if (addresses.isEmpty()) {
            return;
        }
        SpecWriter.Shape shape = new SpecWriter.Shape(
                unit.name(),
                unit.ipv6(),
                unit.id(),
                List.copyOf(virtualIPs),
                addresses,
                bond.moveGroup(),
                unit.settings());
        List<String> allowed = allowedSources(unit, number);
        for (Slot slot : bond.slots()) {
            String interfaceName = slot.interfaces().get(number);
            if (!interfaceName.isEmpty()) {
                SpecWriter.Part part = new SpecWriter.Part(
                        interfaceName, slot.priority(), slot.release(), allowed, unicastPeers(unit, number, slot));
                entries.add(new Written.Entry(slot.node().name(), SpecWriter.write(shape, part)));
            }
        }
    }

    private List<String> addresses(Unit unit, SortedSet<String> virtualIPs) {
        Map<InetAddress, String> addresses = new LinkedHashMap<>();
        for (Part part : unit.parts()) {
            for (IpPrefix address : part.addresses()) {
                Finding hindrance = releases.hindranceOf(address, unit);
                if (hindrance == null) {
                    addresses.putIfAbsent(address.address(), written(part, address));
                    virtualIPs.add(part.wish().name());
                } else {
                    hold(part.wish(), hindrance);
                }
            }
        }
        return List.copyOf(addresses.values());
    }

    /** As a person wrote it, as far as it has a prefix. */
    private static String written(Part part, IpPrefix address) {
        String plain = AddressText.format(address.address());
        return part.wish().wanted().spec().addresses().contains(plain) ? plain : address.toString();
    }

    private void hold(Wish wish, Finding finding) {
        List<Finding> findings = held.computeIfAbsent(wish.name(), ignored -> new ArrayList<>());
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /** All candidates, those that have yet to go, and whom a person named; empty, for anybody, if not all are known. */
    private List<String> allowedSources(Unit unit, int number) {
        TreeSet<String> allowed = new TreeSet<>(unit.settings().allowedSources());
        boolean allKnown = world.awaited().hindranceOf(bond) == null;
        for (Slot slot : bond.slots()) {
            Link link = slot.node().link(slot.interfaces().get(number));
            if (link != null) {
                allowed.addAll(Sources.of(link, unit.ipv6(), unit.settings().transport()));
            } else if (!slot.interfaces().get(number).isEmpty()) {
                allKnown = false;
            }
        }
        TreeSet<String> before = new TreeSet<>();
        if (unit.running() != null) {
            unit.running().holdings().forEach(holding -> allowed.addAll(formerSources(unit, holding)));
            allowed.addAll(silentSources(unit.running()));
            allowed.addAll(activeSources(unit.running()));
            unit.running().places().values().stream()
                    .map(Holding::spec)
                    .filter(Objects::nonNull)
                    .forEach(spec -> before.addAll(spec.vrrpOrDefault().allowedSources()));
        }
        if (allKnown) {
            return List.copyOf(allowed);
        }
        allowed.addAll(before);
        return before.isEmpty() ? List.of() : List.copyOf(allowed);
    }

    /** What may still come from a node that is leaving. */
    private List<String> formerSources(Unit unit, Holding holding) {
        NodeFacts node = world.node(holding.node());
        Link link = node == null || holding.id() != unit.id() ? null : node.link(holding.interfaceName());
        return link == null
                ? List.of()
                : Sources.of(link, unit.ipv6(), unit.settings().transport());
    }

    /** Whom they hold for Active, if that may be a node that has yet to speak: not to hear it would be to fight it. */
    private List<String> silentSources(RunningRouter running) {
        return !world.hasSilent()
                ? List.of()
                : running.holdings().stream()
                        .filter(holding -> holding.id() == running.id())
                        .map(Holding::report)
                        .filter(Objects::nonNull)
                        .map(VirtualRouterStatus::activeRouter)
                        .filter(Objects::nonNull)
                        .toList();
    }

    /**
     * The addresses that an Active says it sends from. One whose host has lost that address goes on sending from it
     * until its own list names a new one: the others have to accept both until then, or they would take over.
     */
    private static List<String> activeSources(RunningRouter running) {
        return running.holdings().stream()
                .filter(holding -> holding.id() == running.id() && holding.isActive())
                .map(Holding::report)
                .filter(Objects::nonNull)
                .map(VirtualRouterStatus::activeRouter)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<String> unicastPeers(Unit unit, int number, Slot own) {
        if (unit.settings().transport() != Transport.UNICAST) {
            return List.of();
        }
        TreeSet<String> peers = new TreeSet<>();
        for (Slot slot : bond.slots()) {
            if (!slot.node().name().equals(own.node().name())
                    && !slot.interfaces().get(number).isEmpty()) {
                Link link = slot.node().link(slot.interfaces().get(number));
                if (link == null) {
                    peers.addAll(peersBefore(unit, own));
                } else {
                    Sources.of(link, unit.ipv6(), Transport.UNICAST).stream()
                            .findFirst()
                            .ifPresent(peers::add);
                }
            }
        }
        return List.copyOf(peers);
    }

    private static List<String> peersBefore(Unit unit, Slot slot) {
        Holding place = slot.node().place(unit.name());
        @Nullable VirtualRouter spec = place == null ? null : place.spec();
        return spec == null ? List.of() : spec.unicastPeers();
    }
}
