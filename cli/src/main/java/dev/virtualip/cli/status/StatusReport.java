package dev.virtualip.cli.status;

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
    static final StatusReport EMPTY = new StatusReport(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public StatusReport {
        problems = List.copyOf(problems);
        addresses = List.copyOf(addresses);
        nodes = List.copyOf(nodes);
        pools = List.copyOf(pools);
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
