package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.Notice.Severity;

/** Where log lines go. */
@FunctionalInterface
interface LogSink {
    void line(Severity severity, String text);
}
