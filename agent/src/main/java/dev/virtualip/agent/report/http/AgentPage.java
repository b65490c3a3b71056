package dev.virtualip.agent.report.http;

import dev.virtualip.agent.report.SnapshotRequest;
import dev.virtualip.agent.report.SnapshotUnavailableException;
import dev.virtualip.crds.report.AgentReporter;
import dev.virtualip.crds.report.AgentState;
import dev.virtualip.crds.report.AgentState.AgentRouter;
import dev.virtualip.crds.report.ReportedProblem;
import dev.virtualip.crds.report.Severity;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.daemon.page.PageServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the report of the live page: what this agent knows, in the words of {@code virtualip status --agent}. */
public final class AgentPage {
    private static final String ONE_HOST =
            "This page knows its own host and the Active that it receives. A Backup sends nothing: read the page of"
                    + " its own host, or ask all with virtualip status --agent URL --agent URL";

    private final String node;
    private final StateDocumentMapper mapper;
    private final SnapshotRequest snapshotRequest;
    private StatusReport last = StatusReport.EMPTY;

    private AgentPage(ReportSources sources) {
        this.node = sources.node();
        this.mapper = new StateDocumentMapper(sources);
        this.snapshotRequest = new SnapshotRequest(sources.snapshots());
    }

    /**
     * Starts to serve the page.
     *
     * @throws IOException if it cannot listen there; the message names address and remedy
     */
    public static PageServer open(InetSocketAddress address, ReportSources sources) throws IOException {
        AgentPage page = new AgentPage(sources);
        return PageServer.open(address, "--page", page::report, sources.clock());
    }

    /** The present report. If the event loop does not answer: the last one, with that as the first problem. */
    private synchronized StatusReport report() {
        try {
            last = report(mapper.document(snapshotRequest.get()));
            return last;
        } catch (SnapshotUnavailableException e) {
            ReportedProblem silent = new ReportedProblem(
                    Severity.DOWN,
                    "Node",
                    node,
                    "EventLoopSilent",
                    "The state below is old: " + e.getMessage(),
                    "Read the log of the agent, and check that the host is not out of CPU");
            return new StatusReport(
                    Stream.concat(Stream.of(silent), last.problems().stream()).toList(),
                    last.addresses(),
                    last.nodes(),
                    List.of(),
                    last.gaps());
        }
    }

    static StatusReport report(StateDocument state) {
        List<AgentRouter> routers = state.virtualRouters().stream()
                .map(router -> new AgentRouter(
                        router.family(),
                        router.virtualIPs(),
                        router.status(),
                        router.peers().stream()
                                .collect(Collectors.toMap(
                                        StateDocument.Peer::address,
                                        StateDocument.Peer::priority,
                                        (first, second) -> first))))
                .toList();
        StatusReport report = AgentReporter.report(List.of(new AgentState(
                state.node(), null, state.ready(), routers, state.conditions(), state.recentLateness())));
        return new StatusReport(report.problems(), report.addresses(), report.nodes(), List.of(), List.of(ONE_HOST));
    }
}
