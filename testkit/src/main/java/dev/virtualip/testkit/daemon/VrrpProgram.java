package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabRequirements;
import java.nio.file.Files;
import java.util.List;

/** The programs that can run the same virtual routers. */
public enum VrrpProgram {
    /** Our agent. */
    OURS("virtualip-agent"),
    /** keepalived as the distribution has it. */
    KEEPALIVED("keepalived");

    private final String command;

    VrrpProgram(String command) {
        this.command = command;
    }

    /** Its name as people know it. */
    public String command() {
        return command;
    }

    /** Starts it on a host with these virtual routers. */
    public Daemon start(LabHost host, RouterSetup... routers) {
        return switch (this) {
            case OURS -> AgentProcess.start(host, routers);
            case KEEPALIVED -> KeepalivedProcess.start(host, routers);
        };
    }

    /** Names what is missing to run it, in plain words; empty when nothing is. */
    public List<String> missing() {
        return switch (this) {
            case OURS -> isBuilt() ? List.of() : List.of("the agent (build it: mvn -B package)");
            case KEEPALIVED -> LabRequirements.missing(command);
        };
    }

    private static boolean isBuilt() {
        return Files.isExecutable(AgentProcess.launcher())
                && Files.exists(Checkout.root().resolve("agent/target/virtualip-agent.jar"));
    }
}
