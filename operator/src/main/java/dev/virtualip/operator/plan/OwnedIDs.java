package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.HeldIDs.Space;
import dev.virtualip.operator.plan.RouterIDs.Owner;
import dev.virtualip.operator.plan.RouterIDs.Place;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which Virtual Router IDs belong to what runs. If two have one, by hand or by accident, it belongs to the first. */
final class OwnedIDs {
    private final Map<Space, Map<Integer, SortedMap<Claim, Owner>>> owners = new HashMap<>();

    /** Who claims it: by the first name of the component, which no two have in common, then by its own. */
    private record Claim(String component, boolean verbatim, String router) implements Comparable<Claim> {
        private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::component)
                .thenComparing(Claim::verbatim)
                .thenComparing(Claim::router);

        @Override
        public int compareTo(Claim other) {
            return ORDER.compare(this, other);
        }
    }

    /** Is shown every claim of what runs. */
    private interface Visitor {
        void visit(Place place, Claim claim, Owner owner);
    }

    void add(Settled settled) {
        visit(settled, this::add);
    }

    void remove(Settled settled) {
        visit(settled, (place, claim, owner) -> remove(place, claim));
    }

    private static void visit(Settled settled, Visitor visitor) {
        String first = firstName(settled);
        for (Bond bond : settled.bonds()) {
            for (Unit unit : bond.units()) {
                visitor.visit(Place.of(unit), new Claim(first, false, unit.name()), Owner.of(unit));
            }
        }
        for (Verbatim verbatim : settled.verbatims()) {
            RunningRouter router = verbatim.router();
            visitor.visit(Place.of(router), new Claim(first, true, router.name()), Owner.of(verbatim));
        }
    }

    private void add(Place place, Claim claim, Owner owner) {
        if (place.isID()) {
            owners.computeIfAbsent(place.space(), ignored -> new HashMap<>())
                    .computeIfAbsent(place.id(), ignored -> new TreeMap<>())
                    .put(claim, owner);
        }
    }

    private void remove(Place place, Claim claim) {
        Map<Integer, SortedMap<Claim, Owner>> ofSpace = owners.getOrDefault(place.space(), Map.of());
        SortedMap<Claim, Owner> claims = ofSpace.getOrDefault(place.id(), Collections.emptySortedMap());
        if (!claims.isEmpty()) {
            claims.remove(claim);
            if (claims.isEmpty()) {
                ofSpace.remove(place.id());
            }
        }
    }

    @Nullable
    Owner owner(Place place) {
        SortedMap<Claim, Owner> claims =
                owners.getOrDefault(place.space(), Map.of()).get(place.id());
        return claims == null ? null : claims.firstEntry().getValue();
    }

    BitSet of(Space space) {
        BitSet ids = new BitSet(RouterIDs.MAX + 1);
        owners.getOrDefault(space, Map.of()).keySet().forEach(ids::set);
        return ids;
    }

    private static String firstName(Settled its) {
        return Stream.concat(
                        its.bonds().stream().map(Bond::name),
                        its.verbatims().stream()
                                .map(verbatim -> verbatim.router().name()))
                .min(Comparator.naturalOrder())
                .orElse("");
    }
}
