package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.Notice.Severity;
import java.util.ArrayList;
import java.util.List;

/** Log lines, kept to be looked at. */
final class RecordedLogLines implements LogSink {
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void line(Severity severity, String text) {
        lines.add(severity + " " + text);
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
