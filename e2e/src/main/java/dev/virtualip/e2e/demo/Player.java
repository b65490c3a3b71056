package dev.virtualip.e2e.demo;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.lab.Host;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host of the demo with its agent, which may run or not. */
final class Player {
    private final Host host;
    private volatile String document;
    private volatile @Nullable AgentProcess agent;

    Player(Host host, String document) {
        this.host = host;
        this.document = document;
    }

    Host host() {
        return host;
    }

    /** Its configuration. */
    String document() {
        return document;
    }

    /** Its agent, if it runs. */
    Optional<AgentProcess> agent() {
        return Optional.ofNullable(agent).filter(AgentProcess::isAlive);
    }

    /** It as a camera sees it. */
    Camera.Watched watched() {
        return new Camera.Watched(host, this::agent);
    }

    /** Starts its agent. */
    void start() {
        agent = AgentProcess.start(host, document);
    }

    /** Changes its configuration, also that of an agent that runs. */
    void configure(String changed) {
        document = changed;
        agent().ifPresent(running -> running.configure(changed));
    }

    @Override
    public String toString() {
        return host.name();
    }
}
