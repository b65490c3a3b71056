package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Holding.Origin;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router, or addresses of one, that were taken out of a VRRPRouter before its agent had said whether it runs
 * them. The node's object remembers them in an annotation.
 *
 * @param generation the last generation that had them
 * @param name the virtual router's name
 * @param interfaceName its interface
 * @param id its Virtual Router ID
 * @param priority its priority
 * @param addresses the addresses, as text in order
 */
record Dropped(long generation, String name, String interfaceName, int id, int priority, List<String> addresses) {
    private static final int FIELDS = 6;

    static Dropped of(Holding holding, long generation) {
        Set<String> addresses =
                holding.addresses().stream().map(AddressText::format).collect(Collectors.toCollection(TreeSet::new));
        return new Dropped(
                generation,
                holding.name(),
                holding.interfaceName(),
                holding.id(),
                holding.priority(),
                List.copyOf(addresses));
    }

    /** What an annotation remembers; a line that cannot be read is no memory of ours. */
    static List<Dropped> read(String annotation) {
        List<Dropped> all = new ArrayList<>();
        annotation.lines().forEach(line -> {
            String[] fields = line.split(" ", -1);
            if (fields.length == FIELDS && Stream.of(0, 3, 4).allMatch(i -> fields[i].matches("\\d{1,18}"))) {
                all.add(new Dropped(
                        Long.parseLong(fields[0]),
                        fields[1],
                        fields[2],
                        (int) Long.parseLong(fields[3]),
                        (int) Long.parseLong(fields[4]),
                        List.of(fields[5].split(","))));
            }
        });
        return all;
    }

    /** The annotation: one line each, the fields in order with blanks between. */
    static String write(Collection<Dropped> all) {
        return all.stream()
                .map(one -> "%d %s %s %d %d %s"
                        .formatted(
                                one.generation,
                                one.name,
                                one.interfaceName,
                                one.id,
                                one.priority,
                                String.join(",", one.addresses)))
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** The addresses. */
    Set<InetAddress> hosts() {
        return Addresses.of(addresses);
    }

    /** The annotation; empty: there is nothing to remember. */
    static String annotation(NodeFacts node, Map<String, VirtualRouter> routers) {
        ObservedRouter router = node.router();
        if (router == null) {
            return "";
        }
        List<Dropped> all = new ArrayList<>();
        for (Dropped dropped : read(router.unconfirmed())) {
            if (!HoldingReader.isConfirmed(dropped, router) && !isNamed(dropped, routers.get(dropped.name()))) {
                all.add(dropped);
            }
        }
        if (!node.isCaughtUp()) {
            node.holdings().stream()
                    .filter(holding -> holding.origin() == Origin.NAMED)
                    .filter(holding -> !isReported(holding, router.status()))
                    .map(holding -> of(holding, router.generation()))
                    .filter(dropped -> !isNamed(dropped, routers.get(dropped.name())))
                    .forEach(all::add);
        }
        return write(all);
    }

    /** Whether the agent says that it runs all of it: then its report tells of it until it is gone. */
    private static boolean isReported(Holding holding, @Nullable VRRPRouterStatus status) {
        return status != null
                && holding.report() != null
                && holding.report().priority() == holding.priority()
                && Addresses.of(holding.report().addresses()).containsAll(holding.addresses());
    }

    private static boolean isNamed(Dropped dropped, @Nullable VirtualRouter router) {
        if (router == null) {
            return false;
        }
        Collection<InetAddress> addresses = dropped.hosts();
        return Objects.equals(router.interfaceName(), dropped.interfaceName())
                && router.priorityOrDefault() == dropped.priority()
                && Objects.equals(router.vrrpOrDefault().virtualRouterID(), dropped.id())
                && Addresses.of(router.addresses()).containsAll(addresses);
    }
}
