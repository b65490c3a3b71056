package dev.virtualip.cli.status;

import dev.virtualip.cli.agent.AgentClient;
import dev.virtualip.cli.cluster.ChangeSignal;
import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.ClusterReader;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.crds.report.AgentReporter;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.crds.report.StatusReporter;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code watch}. */
@Command(
        name = "watch",
        description = {
            "Show the state live: on a terminal as a page that is drawn again with each change, elsewhere as one line"
                    + " for each change. Ends with Ctrl-C.",
            ""
        },
        sortOptions = false,
        footer = {"", "Exit codes: 0 ended by the reader; 1 the first read failed; 2 called in a wrong way."})
public final class WatchCommand implements Callable<Integer> {
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    /** Ages grow, and a watch may have lost its connection. */
    private static final long REFRESH_MILLIS = 5000;

    private static final long AGENT_INTERVAL_MILLIS = 1000;

    @Mixin
    private AgentOption agents = new AgentOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Reads a report. */
    @FunctionalInterface
    private interface Reading {
        StatusReport read() throws CommandFailedException;
    }

    /** Waits until a report may have changed. */
    @FunctionalInterface
    private interface Waiting {
        void await() throws InterruptedException;
    }

    @Override
    public Integer call() throws CommandFailedException {
        PrintWriter out = Objects.requireNonNull(spec, "picocli fills it in")
                .commandLine()
                .getOut();
        if (!agents.urls().isEmpty()) {
            return show(
                    out,
                    () -> AgentReporter.report(AgentClient.read(agents.urls())),
                    () -> Thread.sleep(AGENT_INTERVAL_MILLIS));
        }
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv());
                ChangeSignal changes = new ChangeSignal(client)) {
            return show(
                    out,
                    () -> StatusReporter.report(ClusterReader.read(client).reportInput(), Instant.now()),
                    () -> changes.await(REFRESH_MILLIS));
        }
    }

    private static int show(PrintWriter out, Reading source, Waiting pause) throws CommandFailedException {
        boolean page = TextStyle.isTerminal();
        TextStyle style = TextStyle.ofProcess(System.getenv());
        StatusReport last = source.read();
        StatusReport shown = StatusReport.EMPTY;
        String trouble = "";
        while (true) {
            Instant now = Instant.now();
            if (page) {
                out.print(CLEAR + StatusText.overview(last, now, style, false));
                out.println();
                out.println(
                        trouble.isEmpty()
                                ? "As of %s; Ctrl-C ends".formatted(now.truncatedTo(ChronoUnit.SECONDS))
                                : trouble);
            } else {
                StatusChanges.lines(shown, last)
                        .forEach(line -> out.println(now.truncatedTo(ChronoUnit.SECONDS) + "  " + line));
                if (!trouble.isEmpty()) {
                    out.println(now.truncatedTo(ChronoUnit.SECONDS) + "  " + trouble);
                }
            }
            shown = last;
            // True when the reader, such as head, has closed the pipe.
            if (out.checkError()) {
                return ExitStatus.OK;
            }
            try {
                pause.await();
                last = source.read();
                trouble = "";
            } catch (CommandFailedException e) {
                trouble = "Out of date: " + e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitStatus.OK;
            }
        }
    }
}
