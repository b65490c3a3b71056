package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts virtual routers together that go together: those of one move group, and both families of one VirtualIP. */
final class Bonds {
    private Bonds() {}

    static List<Bond> of(List<Unit> units) {
        GrowingSets<String> sets = new GrowingSets<>();
        for (Unit unit : units) {
            for (Wish wish : unit.wishes()) {
                sets.join(key(unit), "VirtualIP " + wish.name());
                String group = wish.moveGroup();
                if (group != null) {
                    sets.join(key(unit), "group " + group);
                }
            }
        }
        Map<String, List<Unit>> together = new LinkedHashMap<>();
        units.forEach(unit -> together.computeIfAbsent(sets.of(key(unit)), ignored -> new ArrayList<>())
                .add(unit));
        return together.values().stream()
                .map(members -> new Bond(moveGroup(members), members, List.of()))
                .toList();
    }

    private static String key(Unit unit) {
        return "unit " + unit.name();
    }

    /** The group that a person gave, or if there are several units, the oldest VirtualIP of both families. */
    private static @Nullable String moveGroup(List<Unit> units) {
        List<Wish> wishes = new Bond(null, units, List.of()).wishes();
        for (Wish wish : wishes) {
            String given = wish.read().moveGroup();
            if (given != null) {
                return given;
            }
        }
        return units.size() == 1
                ? null
                : wishes.stream()
                        .filter(Wish::isOfBothFamilies)
                        .findFirst()
                        .map(Wish::moveGroup)
                        .orElse(null);
    }
}
