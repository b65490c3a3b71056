package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.InterfaceChoice.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a bond that somebody new can join when Virtual Router IDs run short: the least loaded with equal settings. */
final class Sharing {
    /** From so few free IDs on, who can share does; the rest is for those who cannot. */
    static final int RESERVE = 55;

    private final World world;
    private final Loads loads;
    private final Map<Integer, Map<String, Bond>> bonds = new HashMap<>();

    Sharing(World world, Loads loads) {
        this.world = world;
        this.loads = loads;
    }

    /** A further bond that can be joined. */
    void add(Bond bond) {
        if (isOpen(bond) && bond.top() != null) {
            on(network(bond)).put(bond.name(), bond);
        }
    }

    /** One takes the place of another. */
    void replace(Bond bond, Bond joined) {
        on(network(bond)).put(bond.name(), joined);
    }

    private Map<String, Bond> on(int network) {
        return bonds.computeIfAbsent(network, ignored -> new LinkedHashMap<>());
    }

    private static int network(Bond bond) {
        return bond.units().getFirst().network();
    }

    /** Whether a bond is for anybody: nobody chose its ID or its group. */
    static boolean isOpen(Bond bond) {
        for (Unit unit : bond.units()) {
            for (Wish wish : unit.wishes()) {
                if (wish.givenID() != null || wish.read().moveGroup() != null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The bond to join; null: there is none. */
    @Nullable
    Bond find(Bond newcomer) {
        Set<String> unfit = new HashSet<>();
        while (true) {
            Bond best = leastLoaded(newcomer, unfit);
            if (best == null || fits(best, newcomer)) {
                return best;
            }
            unfit.add(best.name());
        }
    }

    private @Nullable Bond leastLoaded(Bond newcomer, Set<String> unfit) {
        Bond best = null;
        long bestLoad = 0;
        for (Bond bond : on(network(newcomer)).values()) {
            if (!isOfOneKind(bond, newcomer)) {
                continue;
            }
            long load = loads.of(topOf(bond));
            boolean better = best == null || load < bestLoad || (load == bestLoad && isBefore(bond, best));
            if (better && hasRoomFor(bond, newcomer) && !unfit.contains(bond.name())) {
                best = bond;
                bestLoad = load;
            }
        }
        return best;
    }

    private int topOf(Bond bond) {
        return world.number(Objects.requireNonNull(bond.top()).node().name());
    }

    private static boolean isBefore(Bond a, Bond b) {
        int smaller = Integer.compare(a.weight(), b.weight());
        return smaller != 0 ? smaller < 0 : a.name().compareTo(b.name()) < 0;
    }

    /** A bond with the parts of another one. */
    static Bond joined(Bond bond, Bond newcomer) {
        List<Unit> units = new ArrayList<>();
        for (Unit unit : bond.units()) {
            Unit its = newcomer.units().stream()
                    .filter(other -> other.ipv6() == unit.ipv6())
                    .findFirst()
                    .orElseThrow();
            units.add(unit.with(its.parts().getFirst()));
        }
        return bond.of(units);
    }

    /** Whether two differ in their addresses and candidates only. */
    private static boolean isOfOneKind(Bond a, Bond b) {
        Unit first = a.units().getFirst();
        Unit other = b.units().getFirst();
        if (a.units().size() == 1 && b.units().size() == 1) {
            return first.ipv6() == other.ipv6()
                    && first.network() == other.network()
                    && first.settings().equals(other.settings());
        }
        return a.units().size() == b.units().size()
                && a.units().getFirst().settings().equals(b.units().getFirst().settings())
                && places(a).equals(places(b));
    }

    private static List<List<Object>> places(Bond bond) {
        return bond.units().stream()
                .sorted(Comparator.comparing(Unit::ipv6))
                .map(unit -> List.<Object>of(unit.ipv6(), unit.network()))
                .toList();
    }

    private static boolean hasRoomFor(Bond bond, Bond newcomer) {
        for (Unit unit : bond.units()) {
            int more = newcomer.units().stream()
                    .filter(other -> other.ipv6() == unit.ipv6())
                    .mapToInt(Unit::addressCount)
                    .sum();
            if (!unit.hasRoomFor(more)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the newcomer would choose the same interface wherever the bond is. */
    private static boolean fits(Bond bond, Bond newcomer) {
        for (Unit unit : newcomer.units()) {
            InterfaceChoice choice = unit.choice();
            for (Slot slot : bond.slots()) {
                boolean same = choice.on(slot.node().links()) instanceof Found found
                        && found.link().name().equals(interfaceOf(bond, unit.ipv6(), slot));
                if (!same && !slot.node().isSilent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String interfaceOf(Bond bond, boolean ipv6, Slot slot) {
        for (int i = 0; i < bond.units().size(); i++) {
            if (bond.units().get(i).ipv6() == ipv6) {
                return slot.interfaces().get(i);
            }
        }
        return "";
    }
}
