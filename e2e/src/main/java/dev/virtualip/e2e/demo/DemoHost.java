package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.NginxProcess;
import dev.virtualip.testkit.lab.LabHost;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host of the demo with its agent, which may run or not. */
final class DemoHost {
    private final LabHost host;
    private volatile String document;
    private volatile @Nullable AgentProcess agent;
    private @Nullable NginxProcess nginx;

    DemoHost(LabHost host, String document) {
        this.host = host;
        this.document = document;
    }

    LabHost host() {
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

    /** It as a observer sees it. */
    DemoObserver.Watched watched() {
        return new DemoObserver.Watched(host, this::agent);
    }

    /** Starts its agent. */
    void start() {
        agent = AgentProcess.start(host, document);
    }

    /** Starts its Nginx. */
    void startNginx() {
        nginx = NginxProcess.start(host);
    }

    /** Kills its Nginx. */
    void killNginx() {
        Objects.requireNonNull(nginx, "no Nginx was started").kill();
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
