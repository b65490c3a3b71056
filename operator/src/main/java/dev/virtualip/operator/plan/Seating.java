package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.InterfaceChoice.Found;
import dev.virtualip.operator.plan.InterfaceChoice.NotFound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The places that a bond has, each judged by itself: whether it stays, and on which interface. */
final class Seating {
    private final World world;
    private final Bond bond;
    private final List<InterfaceChoice> choices;

    Seating(World world, Bond bond) {
        this.world = world;
        this.bond = bond;
        this.choices = bond.units().stream().map(Unit::choice).toList();
    }

    /** The places, by node in order. */
    List<Seat> seats() {
        SortedSet<String> names = new TreeSet<>();
        bond.units().stream()
                .map(Unit::running)
                .forEach(running -> names.addAll(
                        running == null ? List.of() : running.places().keySet()));
        List<Seat> seats = new ArrayList<>();
        for (String name : names) {
            NodeFacts node = world.node(name);
            if (node != null) {
                seats.add(seat(node));
            }
        }
        return seats;
    }

    private Seat seat(NodeFacts node) {
        List<Holding> places = new ArrayList<>();
        List<String> interfaces = new ArrayList<>();
        boolean stays = !Standing.mustLeave(node.node()) && isSelected(node);
        for (int i = 0; i < bond.units().size(); i++) {
            Unit unit = bond.units().get(i);
            Holding place =
                    unit.running() == null ? null : unit.running().places().get(node.name());
            if (place != null) {
                places.add(place);
            }
            String chosen = interfaceOn(node, i, place);
            stays = stays && (chosen != null || unit.running() == null);
            interfaces.add(chosen == null ? "" : chosen);
        }
        places.sort(Comparator.comparingInt(place -> -placesOf(place)));
        List<String> kept = stays ? interfaces : asTheyAre(node);
        return new Seat(node, world.number(node.name()), kept, places, stays);
    }

    /** The priority of the unit with the most places counts for all. */
    private int placesOf(Holding place) {
        return bond.units().stream()
                .map(Unit::running)
                .filter(running -> running != null && running.name().equals(place.name()))
                .mapToInt(running -> running.places().size())
                .sum();
    }

    private boolean isSelected(NodeFacts node) {
        return bond.wishes().stream()
                .allMatch(wish -> LabelSelectors.matches(
                        wish.read().nodeSelector(), node.node().labels()));
    }

    /** The interface of a unit on a node; null: there is none that fits. */
    private @Nullable String interfaceOn(NodeFacts node, int number, @Nullable Holding place) {
        Unit unit = bond.units().get(number);
        InterfaceChoice choice = choices.get(number);
        return switch (choice.on(node.links())) {
            case Found found ->
                isOn(unit, node, found.link().name()) ? found.link().name() : null;
            case NotFound ignored -> place != null && keeps(unit, choice, place) ? place.interfaceName() : null;
        };
    }

    private boolean isOn(Unit unit, NodeFacts node, String interfaceName) {
        int network = world.networks().of(node.name(), interfaceName);
        return unit.network() == Networks.UNKNOWN || network == Networks.UNKNOWN || network == unit.network();
    }

    /** An interface that is gone for now, or has lost its subnet, stays chosen while nobody asked for another. */
    private static boolean keeps(Unit unit, InterfaceChoice choice, Holding place) {
        return choice.allows(place.interfaceName())
                && unit.firstAddresses().stream().map(IpPrefix::address).anyMatch(place.addresses()::contains);
    }

    private List<String> asTheyAre(NodeFacts node) {
        return bond.units().stream()
                .map(unit ->
                        unit.running() == null ? null : unit.running().places().get(node.name()))
                .map(place -> place == null ? "" : place.interfaceName())
                .toList();
    }
}
