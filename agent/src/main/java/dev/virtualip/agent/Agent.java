package dev.virtualip.agent;

import dev.virtualip.agent.config.ConfigFile;
import dev.virtualip.agent.config.Loaded;
import dev.virtualip.agent.config.NodeConfig;
import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.RealtimeScheduling;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.router.RouterLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Wires the agent together: VRRP first, everything else when it speaks. */
final class Agent {
    private static final int REALTIME_PRIORITY = 50;

    static int run(AgentOptions.Run options) {
        try {
            List<String> missing = Capabilities.ofThisProcess().missing();
            if (!missing.isEmpty()) {
                return AgentMain.refuse("needs %s: run it as root, or give it the capabilities".formatted(missing));
            }
        } catch (IOException e) {
            return AgentMain.refuse("cannot read its own capabilities: " + e.getMessage());
        }
        return switch (ConfigFile.read(options.config())) {
            case Loaded.Ok ok -> run(options, ok.config());
            case Loaded.Invalid invalid -> {
                invalid.problems().forEach(System.err::println);
                yield AgentMain.refuse("does not start with an invalid configuration");
            }
        };
    }

    private static int run(AgentOptions.Run options, NodeConfig config) {
        NodeListener listener = new NodeListener() {
            @Override
            public void stepped(JournalEntry entry) {
                System.err.println(entry);
            }

            @Override
            public void noticed(Notice notice) {
                System.err.println(notice);
            }
        };
        RouterLoop loop = RouterLoop.start(config.virtualRouters(), options.stopGraceNanos(), listener);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            loop.stop().join();
            Runtime.getRuntime().halt(0);
        }));
        loop.started().join();
        System.err.println(RealtimeScheduling.raise(RouterLoop.THREAD_NAME, REALTIME_PRIORITY));
        try {
            loop.ended().join();
            return 0;
        } catch (CompletionException e) {
            e.printStackTrace();
            return 3;
        }
    }

    private Agent() {}
}
