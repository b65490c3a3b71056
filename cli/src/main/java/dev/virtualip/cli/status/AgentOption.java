package dev.virtualip.cli.status;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Option to read agents instead of a cluster. */
final class AgentOption {
    @Option(
            names = "--agent",
            paramLabel = "URL",
            description = "Read this agent instead of a cluster, as http://127.0.0.1:9851; once for each host.")
    private List<String> urls = new ArrayList<>();

    List<String> urls() {
        return urls;
    }
}
