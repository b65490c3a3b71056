package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VirtualRouter;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts a plan together out of its pieces, and of the plan before only what is new. */
final class PlanBuilder {
    private final World world;
    private final Map<Component, Piece> pieces = new HashMap<>();
    private final NodeBooks books = new NodeBooks();
    private final SortedMap<String, VRRPRouterSpec> specs = new TreeMap<>();
    private final SortedMap<String, String> unconfirmed = new TreeMap<>();
    private final SortedMap<String, Verdict> verdicts = new TreeMap<>();
    private final Map<Component, Piece> coming = new HashMap<>();
    private final Map<String, Verdict> going = new HashMap<>();

    PlanBuilder(World world) {
        this.world = world;
    }

    /** Components are no more. */
    void forget(Collection<Component> components) {
        for (Component component : components) {
            Piece piece = pieces.remove(component);
            if (piece != null) {
                takeBack(piece);
            }
        }
    }

    private void takeBack(Piece piece) {
        books.remove(piece);
        going.putAll(piece.verdicts());
    }

    /** What is to be said of a component. */
    void put(Component component, Piece piece) {
        Piece before = pieces.put(component, piece);
        if (before != null) {
            takeBack(before);
        }
        coming.put(component, piece);
    }

    Plan build(Observed observed, List<NodeChange> changes, Iterable<Wish> wishes) {
        coming.values().forEach(this::enter);
        coming.clear();
        verdicts.keySet().removeAll(going.keySet());
        going.clear();
        Set<String> touched = new HashSet<>(books.takeTouched());
        for (NodeChange change : changes) {
            if (change.after().isNowhere()) {
                books.forget(change.name());
                specs.remove(change.name());
                unconfirmed.remove(change.name());
                touched.remove(change.name());
            } else {
                touched.add(change.name());
            }
        }
        for (String name : touched) {
            NodeFacts node = world.node(name);
            if (node != null) {
                write(node);
            }
        }
        return new Plan(specs, unconfirmed, removable(observed, wishes), verdicts, nextLookAt());
    }

    private void enter(Piece piece) {
        books.add(piece);
        piece.verdicts().forEach((name, verdict) -> {
            Verdict before = going.remove(name);
            verdicts.put(name, verdict.equals(before) ? before : verdict);
        });
    }

    private void write(NodeFacts node) {
        SortedMap<String, VirtualRouter> routers = books.of(node.name());
        VRRPRouterSpec spec = NodeSpecs.spec(routers);
        VRRPRouterSpec present = node.router() == null ? null : node.router().spec();
        specs.put(node.name(), spec.equals(present) ? present : spec);
        String memory = NodeSpecs.unconfirmed(node, routers);
        if (memory.isEmpty()) {
            unconfirmed.remove(node.name());
        } else {
            unconfirmed.put(node.name(), memory);
        }
    }

    private @Nullable Instant nextLookAt() {
        Instant next = world.awaited().until();
        for (NodeFacts node : world.nodes()) {
            Instant its = node.standing().nextLookAt();
            if (its != null && (next == null || its.isBefore(next))) {
                next = its;
            }
        }
        return next;
    }

    /** VRRPRouters whose Node is gone, and of which nothing is needed. */
    private Set<String> removable(Observed observed, Iterable<Wish> wishes) {
        Set<String> orphans = new TreeSet<>();
        for (String name : observed.routers().keySet()) {
            if (world.node(name) == null) {
                orphans.add(name);
            }
        }
        if (orphans.isEmpty()) {
            return orphans;
        }
        Set<InetAddress> needed = new HashSet<>();
        wishes.forEach(wish -> wish.addresses().stream().map(IpPrefix::address).forEach(needed::add));
        for (NodeFacts node : world.nodes()) {
            node.holdings().stream()
                    .filter(Holding::isActive)
                    .forEach(holding -> needed.removeAll(holding.addresses()));
        }
        orphans.removeIf(name ->
                !NodeSpecs.isRemovable(Objects.requireNonNull(observed.routers().get(name)), needed));
        return orphans;
    }
}
