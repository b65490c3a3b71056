package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.Notice.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log of this process. Looks the logger up with the first line, not during the start. */
final class Slf4jLogSink implements LogSink {
    private static final String NAME = "virtualip";

    @Override
    public void line(Severity severity, String text) {
        switch (severity) {
            case INFO -> logger().info(text);
            case WARNING -> logger().warn(text);
        }
    }

    static Logger logger() {
        return LoggerFactory.getLogger(NAME);
    }
}
