package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.HeldIDs.Space;
import dev.virtualip.operator.plan.RouterIDs.Owner;
import dev.virtualip.operator.plan.RouterIDs.Place;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which Virtual Router IDs belong to what runs. If two have one, by hand or by accident, it belongs to the first. */
final class OwnedIDs {
    private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::component)
            .thenComparing(Claim::verbatim)
            .thenComparing(Claim::router);

    private final Map<Place, Claim> owners = new HashMap<>();
    private final Map<Space, BitSet> ids = new HashMap<>();

    /** Who claims an ID: by the first name of the component, which no two have in common, then by its own. */
    private record Claim(String component, boolean verbatim, String router, Owner owner) {}

    /** Adds the IDs of a component. */
    void add(List<Bond> bonds, List<Verbatim> verbatims) {
        String first = Stream.concat(
                        bonds.stream().map(Bond::name),
                        verbatims.stream().map(verbatim -> verbatim.router().name()))
                .min(Comparator.naturalOrder())
                .orElse("");
        for (Bond bond : bonds) {
            for (Unit unit : bond.units()) {
                add(Place.of(unit), new Claim(first, false, unit.name(), Owner.of(unit)));
            }
        }
        for (Verbatim verbatim : verbatims) {
            RunningRouter router = verbatim.router();
            add(Place.of(router), new Claim(first, true, router.name(), Owner.of(verbatim)));
        }
    }

    private void add(Place place, Claim claim) {
        if (place.isID()) {
            owners.merge(place, claim, (a, b) -> ORDER.compare(a, b) <= 0 ? a : b);
            ids.computeIfAbsent(place.space(), ignored -> new BitSet(RouterIDs.MAX + 1))
                    .set(place.id());
        }
    }

    @Nullable
    Owner owner(Place place) {
        Claim claim = owners.get(place);
        return claim == null ? null : claim.owner();
    }

    /** Those that belong to something; not to be changed. */
    BitSet of(Space space) {
        return ids.getOrDefault(space, new BitSet());
    }
}
