package dev.virtualip.crds.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The state of all addresses, problems first.
 *
 * @param problems problems and notices, the worst first
 * @param addresses every address, the worst first
 * @param nodes every node that takes part or could
 * @param pools every pool
 * @param gaps what could not be read
 */
public record StatusReport(
        List<ReportedProblem> problems,
        List<AddressReport> addresses,
        List<NodeReport> nodes,
        List<PoolReport> pools,
        List<String> gaps) {

    /** A report without anything. */
    public static final StatusReport EMPTY = new StatusReport(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Sorts and copies the lists. */
    public StatusReport {
        problems = problems.stream().sorted(ReportedProblem.WORST_FIRST).toList();
        addresses = addresses.stream()
                .sorted(Comparator.comparing(AddressReport::severity).thenComparing(AddressReport::name))
                .toList();
        nodes = List.copyOf(nodes);
        pools = pools.stream().sorted(Comparator.comparing(PoolReport::name)).toList();
        gaps = List.copyOf(gaps);
    }

    /** Whether {@code --check} reports a problem. */
    public boolean hasProblem() {
        return problems.stream().anyMatch(problem -> problem.severity().isProblem());
    }

    /** The report on one address, its problems, and those of the nodes that take part in it. */
    public StatusReport only(String name) {
        List<AddressReport> chosen = addresses.stream()
                .filter(address -> address.name().equals(name))
                .toList();
        Predicate<String> takesPart = node -> chosen.stream()
                .flatMap(address -> address.routers().stream())
                .flatMap(router -> router.members().stream())
                .anyMatch(member -> member.node().equals(node));
        return new StatusReport(
                problems.stream()
                        .filter(problem -> problem.kind().equals("Node")
                                ? takesPart.test(problem.name())
                                : problem.kind().equals("VirtualIP")
                                        && problem.name().equals(name))
                        .toList(),
                chosen,
                List.of(),
                List.of(),
                gaps);
    }
}
