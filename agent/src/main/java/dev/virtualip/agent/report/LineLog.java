package dev.virtualip.agent.report;

import dev.virtualip.agent.node.Notice.Severity;

/** Where log lines go. */
@FunctionalInterface
interface LineLog {
    void line(Severity severity, String text);
}
