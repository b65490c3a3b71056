package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says for a bond that runs which nodes stay, which come and which go. Who has a place keeps it, silent or not: VRRP
 * decides who answers. Who has to go, goes when another can take over; who comes, comes with the lowest priority and
 * rises when all others are known to listen to it. So nothing of this loses a packet.
 */
final class Tenure {
    private final World world;
    private final Bond bond;
    private final @Nullable NodeFacts wanted;
    private final long[] weights;
    private final long hash;
    private final List<Seat> seats;
    private final Set<Finding> pending = new LinkedHashSet<>();
    private final @Nullable Finding awaited;

    /**
     * A bond to be judged.
     *
     * @param wanted the node that shall hold it, to even out the load; null: none in particular
     */
    Tenure(World world, Bond bond, @Nullable NodeFacts wanted) {
        this.world = world;
        this.bond = bond;
        this.wanted = wanted;
        this.weights = world.weights(bond.preferredNodes());
        this.hash = bond.hash();
        this.seats = new Seating(world, bond).seats();
        this.awaited = world.awaited().hindranceOf(bond);
    }

    /**
     * What came of it.
     *
     * @param slots the places; empty: no node may have it
     * @param pending what has to happen before a node can come
     */
    record Outcome(List<Slot> slots, List<Finding> pending) {}

    Outcome decide() {
        List<Seat> present =
                seats.stream().filter(seat -> seat.stays() && !seat.isAbsent()).toList();
        List<Seat> kept = isPlain(present) ? present : chosen(present);
        List<Seat> absent = seats.stream()
                .filter(seat -> seat.stays() && seat.isAbsent())
                .sorted(Comparator.comparingInt(Seat::priority).reversed())
                .limit(bond.maxCandidates())
                .toList();
        if (kept.isEmpty() && absent.isEmpty()) {
            return new Outcome(List.of(), List.copyOf(pending));
        }
        List<Seat> going = seats.stream()
                .filter(seat -> !kept.contains(seat) && !absent.contains(seat) && !seat.isAbsent())
                .filter(seat -> !mayGo(seat, kept))
                .toList();
        List<Seat> all = Stream.of(kept, absent, going).flatMap(List::stream).toList();
        Ranking ranking = new Ranking(world, bond, kept, all);
        if (awaited == null) {
            ranking.rank(weights, wanted);
        }
        return new Outcome(
                all.stream()
                        .map(seat -> seat.slot(ranking.release(seat)))
                        .sorted(Comparator.comparing(slot -> slot.node().name()))
                        .toList(),
                List.copyOf(pending));
    }

    /** Whether all is as it shall be, so that nobody else need be looked at. */
    private boolean isPlain(List<Seat> present) {
        return wanted == null
                && present.size() == bond.maxCandidates()
                && bond.preferredNodes().isEmpty()
                && present.stream().noneMatch(seat -> world.isShunned(seat.node()));
    }

    private List<Seat> chosen(List<Seat> present) {
        if (awaited != null) {
            pending.add(awaited);
            return present;
        }
        boolean never = !bond.preempts();
        Comparator<Seat> order = Comparator.comparingInt(this::rank)
                .thenComparing(Comparator.comparingLong((Seat seat) -> weights[seat.number()])
                        .reversed())
                .thenComparing(seat -> !seat.node().equals(wanted))
                .thenComparing(Seat::isNew)
                .thenComparing(seat -> !(never && seat.isActive()))
                .thenComparing(Comparator.comparingInt(Seat::priority).reversed())
                .thenComparing(Comparator.comparingLong(this::score).reversed())
                .thenComparing(seat -> seat.node().name());
        return Stream.concat(present.stream(), offers().stream())
                .sorted(order)
                .limit(bond.maxCandidates())
                .toList();
    }

    /** Which kind is taken first. */
    private int rank(Seat seat) {
        boolean shunned = world.isShunned(seat.node());
        if (seat.isNew()) {
            return seat.node().standing().lastResort() ? (seat.node().node().cordoned() ? 3 : 2) : 0;
        }
        return shunned ? 1 : 0;
    }

    private long score(Seat seat) {
        return Hashes.of(hash, seat.node().hash());
    }

    /** The nodes that could come. */
    private List<Seat> offers() {
        Options options = bond.options(world);
        // What a node was to have, though its VRRPRouter does not say so yet.
        Map<String, Integer> remembered = bond.remembered();
        List<Seat> offers = new ArrayList<>();
        for (int i : options.nodes()) {
            NodeFacts node = world.nodes().get(i);
            int number = i;
            if (options.suits(i) && seats.stream().noneMatch(seat -> seat.number() == number)) {
                Finding hindrance = Releases.hindranceOn(node, bond, world.networks());
                if (hindrance == null) {
                    Seat seat = Seat.offered(node, i, options.interfaces(i));
                    seat.setPriority(remembered.getOrDefault(node.name(), 0));
                    offers.add(seat);
                } else {
                    pending.add(hindrance);
                }
            }
        }
        return offers;
    }

    /** Whether a place can be given up: another one listens; and if it is only one too many, all others do. */
    private static boolean mayGo(Seat seat, List<Seat> kept) {
        List<Seat> ready =
                kept.stream().filter(other -> other.node().node().ready()).toList();
        boolean someLive = ready.stream().anyMatch(Seat::isLive);
        return someLive && (!seat.stays() || ready.stream().allMatch(Seat::isLive));
    }
}
