package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A virtual router, or addresses of one, that were removed from a VRRPRouter before its agent reported whether it runs
 * them. An annotation of the VRRPRouter records them.
 *
 * @param generation the last generation that contained them
 * @param name the name of the virtual router
 * @param interfaceName its interface
 * @param vrrpInterfaceName the interface of its advertisements, mostly the same
 * @param id its Virtual Router ID
 * @param priority its priority
 * @param addresses the addresses as text, in order
 */
public record UnconfirmedRemoval(
        long generation,
        String name,
        String interfaceName,
        String vrrpInterfaceName,
        int id,
        int priority,
        List<String> addresses) {
    private static final int FIELDS = 6;

    /** Separates two interfaces: a name contains no slash. */
    private static final String AND = "/";

    public static UnconfirmedRemoval of(HostedRouter hosted, long generation) {
        Set<String> addresses =
                hosted.addresses().stream().map(AddressText::format).collect(Collectors.toCollection(TreeSet::new));
        return new UnconfirmedRemoval(
                generation,
                hosted.name(),
                hosted.interfaceName(),
                hosted.vrrpInterfaceName(),
                hosted.id(),
                hosted.priority(),
                List.copyOf(addresses));
    }

    /** Parses the annotation. Skips unreadable lines. */
    public static List<UnconfirmedRemoval> read(String annotation) {
        List<UnconfirmedRemoval> all = new ArrayList<>();
        annotation.lines().forEach(line -> {
            String[] fields = line.split(" ", -1);
            if (fields.length == FIELDS && Stream.of(0, 3, 4).allMatch(i -> fields[i].matches("\\d{1,18}"))) {
                String[] interfaces = fields[2].split(AND, 2);
                all.add(new UnconfirmedRemoval(
                        Long.parseLong(fields[0]),
                        fields[1],
                        interfaces[0],
                        interfaces[interfaces.length - 1],
                        (int) Long.parseLong(fields[3]),
                        (int) Long.parseLong(fields[4]),
                        List.of(fields[5].split(","))));
            }
        });
        return all;
    }

    /** Formats the annotation: one line per removal, its fields separated by blanks. */
    public static String write(Collection<UnconfirmedRemoval> all) {
        return all.stream()
                .map(one -> "%d %s %s %d %d %s"
                        .formatted(
                                one.generation,
                                one.name,
                                one.interfaces(),
                                one.id,
                                one.priority,
                                String.join(",", one.addresses)))
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private String interfaces() {
        return vrrpInterfaceName.equals(interfaceName) ? interfaceName : interfaceName + AND + vrrpInterfaceName;
    }

    /** Returns the addresses. */
    public Set<InetAddress> hosts() {
        return ReadableAddresses.of(addresses);
    }

    /** Whether the node applied a later generation than the removed one. From then on its report counts. */
    boolean isConfirmed(ObservedRouter router) {
        Long carriedOut = router.status() == null ? null : router.status().observedGeneration();
        return carriedOut != null && carriedOut > generation;
    }
}
