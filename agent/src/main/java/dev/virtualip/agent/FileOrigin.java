package dev.virtualip.agent;

import dev.virtualip.agent.config.ConfigWatcher;
import dev.virtualip.agent.config.FileProblem;
import dev.virtualip.agent.config.NodeConfig;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.KubernetesSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file says what to run.
 *
 * @param file the file
 * @param config what it said at the start
 */
record FileOrigin(Path file, NodeConfig config) implements Origin {

    @Override
    public String node() {
        return config.nodeName();
    }

    @Override
    public List<VirtualRouterSpec> initial() {
        return config.virtualRouters();
    }

    @Override
    public Following follow(Desk desk) {
        return new Watching(ConfigWatcher.start(file, config, new Changes(file, desk)));
    }

    static String text(List<FileProblem> problems) {
        return problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n"));
    }

    private record Watching(ConfigWatcher watcher) implements Following {
        @Override
        public void reload() {
            watcher.reload();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void changed() {
            // Nobody is told but those who ask.
        }

        @Override
        public @Nullable KubernetesSources kubernetes() {
            return null;
        }

        @Override
        public void close() throws IOException {
            watcher.close();
        }

        @Override
        public void farewell() {
            // Nobody is told but those who ask.
        }
    }

    /** What a file that changed leads to. */
    private record Changes(Path file, Desk desk) implements ConfigWatcher.Listener {
        @Override
        public void changed(NodeConfig changed) {
            desk.apply(changed.virtualRouters());
            desk.info(
                    "ConfigApplied",
                    "%s: %d virtual routers"
                            .formatted(file, changed.virtualRouters().size()));
        }

        @Override
        public void refused(List<FileProblem> problems) {
            desk.warn("ConfigRefused", "the configuration before stays in force: " + text(problems));
        }
    }
}
