package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.Notice.Severity;

/** Destination of log lines. */
@FunctionalInterface
interface LogSink {
    void line(Severity severity, String text);
}
