package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Says which VirtualIP stays in which virtual router, and which ones need another. */
final class Tenancy {
    private final World world;
    private final Component component;
    private final SortedMap<String, RunningRouter> running;
    private final Map<String, Finding> refused;
    private final List<Unit> units = new ArrayList<>();
    private final List<Verbatim> verbatims = new ArrayList<>();
    private final Map<String, Set<Boolean>> housed = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    Tenancy(World world, Component component, SortedMap<String, RunningRouter> running, Map<String, Finding> refused) {
        this.world = world;
        this.component = component;
        this.running = running;
        this.refused = refused;
    }

    /**
     * What came of it.
     *
     * @param units the virtual routers, those that run and those that are new
     * @param verbatims those that go on as they are
     */
    record Housing(List<Unit> units, List<Verbatim> verbatims) {}

    Housing house() {
        Map<String, List<Wish>> tenants = tenants();
        running.values().forEach(router -> keep(router, tenants.getOrDefault(router.name(), List.of())));
        houseTheRest();
        return new Housing(List.copyOf(units), List.copyOf(verbatims));
    }

    /** Who is in which virtual router. Whoever is in two of one family, by a half-written change, is in the larger. */
    private Map<String, List<Wish>> tenants() {
        Map<String, List<Wish>> tenants = new HashMap<>();
        for (Wish wish : component.wishes()) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                running.values().stream()
                        .filter(router -> router.ipv6() == ipv6 && RunningRouters.serves(router, wish))
                        .max(Comparator.comparingInt((RunningRouter router) -> fits(router, wish) ? 1 : 0)
                                .thenComparingInt(router -> router.places().size())
                                .thenComparing(RunningRouter::name, Comparator.reverseOrder()))
                        .ifPresent(router -> tenants.computeIfAbsent(router.name(), ignored -> new ArrayList<>())
                                .add(wish));
            }
        }
        return tenants;
    }

    /** Whether a VirtualIP may stay: it still has addresses of that family, and asks for no other ID. */
    private boolean fits(RunningRouter router, Wish wish) {
        return !refused.containsKey(wish.name())
                && !wish.addresses(router.ipv6()).isEmpty()
                && (wish.givenID() == null || wish.givenID() == router.id());
    }

    private void keep(RunningRouter router, List<Wish> tenants) {
        List<Wish> staying =
                mostAlike(tenants.stream().filter(wish -> fits(router, wish)).toList());
        List<Wish> frozen = tenants.stream()
                .filter(wish -> refused.containsKey(wish.name()))
                .toList();
        if (staying.isEmpty()) {
            if (!frozen.isEmpty()) {
                names.add(router.name());
                verbatims.add(new Verbatim(router, frozen));
            }
            return;
        }
        List<Part> parts = new ArrayList<>();
        for (Wish wish : tenants) {
            List<IpPrefix> addresses = List.of();
            if (staying.contains(wish)) {
                addresses = wish.addresses(router.ipv6());
                housed.computeIfAbsent(wish.name(), ignored -> new HashSet<>()).add(router.ipv6());
            } else if (frozen.contains(wish)) {
                addresses = Frozen.addresses(router, wish, without(tenants, wish));
            }
            if (!addresses.isEmpty()) {
                parts.add(new Part(wish, addresses, frozen.contains(wish)));
            }
        }
        names.add(router.name());
        units.add(new Unit(router.name(), router.ipv6(), router.network(), router.id(), parts, router));
    }

    /** Whoever changes its settings moves out; if most do the same, they stay and the others move. */
    private static List<Wish> mostAlike(List<Wish> wishes) {
        Map<Settings, List<Wish>> alike = new LinkedHashMap<>();
        wishes.forEach(wish ->
                alike.computeIfAbsent(wish.read(), ignored -> new ArrayList<>()).add(wish));
        return alike.values().stream()
                .reduce((a, b) -> b.size() > a.size() ? b : a)
                .orElse(List.of());
    }

    private void houseTheRest() {
        for (Wish wish : component.wishes()) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                boolean wanted = !refused.containsKey(wish.name())
                        && !wish.addresses(ipv6).isEmpty();
                if (wanted && !housed.getOrDefault(wish.name(), Set.of()).contains(ipv6)) {
                    house(wish, ipv6);
                }
            }
        }
    }

    /** One that gives the same ID as another of equal settings means to share; else it gets one of its own. */
    private void house(Wish wish, boolean ipv6) {
        Part part = new Part(wish, wish.addresses(ipv6), false);
        Unit shared = sharedByOrder(wish, ipv6);
        if (shared != null) {
            units.remove(shared);
            units.add(shared.with(part));
            return;
        }
        String name = RouterNames.unused(wish.name(), ipv6, names);
        names.add(name);
        units.add(new Unit(name, ipv6, Networks.UNKNOWN, 0, List.of(part), null));
    }

    private @Nullable Unit sharedByOrder(Wish wish, boolean ipv6) {
        Integer id = wish.givenID();
        if (id == null) {
            return null;
        }
        Pool pool = world.pools().of(wish.read(), wish.addresses(ipv6));
        return units.stream()
                .filter(unit -> unit.ipv6() == ipv6
                        && id.equals(unit.givenID())
                        && unit.settings().equals(wish.read())
                        && world.pools().of(unit.settings(), unit.firstAddresses()) == pool
                        && unit.hasRoomFor(wish.addresses(ipv6).size()))
                .findFirst()
                .orElse(null);
    }

    private static Collection<Wish> without(List<Wish> wishes, Wish one) {
        return wishes.stream().filter(wish -> !wish.name().equals(one.name())).toList();
    }
}
