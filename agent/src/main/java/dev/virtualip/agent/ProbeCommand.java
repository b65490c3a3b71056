package dev.virtualip.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.virtualip.agent.config.file.ConfigFile;
import dev.virtualip.agent.config.file.ConfigFileResult;
import dev.virtualip.agent.health.HealthCheckRunner;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.probe.ProbeRun;
import dev.virtualip.agent.report.ReportJson;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbedRouter;
import dev.virtualip.crds.format.AddressText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command {@code virtualip-agent probe}. */
final class ProbeCommand {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ProbeCommand() {}

    /** Runs the probe and prints its report; 0 also if it found problems. */
    static int run(AgentOptions.Probe options) {
        try {
            ProbePlan plan = plan(options);
            System.out.println(
                    ReportJson.get().writeValueAsString(ProbeRun.run(plan, options.hostRoot(), AgentVersion.get())));
            return ExitCode.DONE;
        } catch (JsonProcessingException e) {
            return ExitCode.failToStart("option --plan: " + e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            return ExitCode.failToStart(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.failToStart("interrupted");
        }
    }

    private static ProbePlan plan(AgentOptions.Probe options) throws IOException {
        if (options.plan() != null) {
            return ReportJson.get().readValue(options.plan(), ProbePlan.class);
        }
        return new ProbePlan(
                hostName(),
                options.config() == null ? List.of() : routers(options.config()),
                options.interfaces(),
                options.peers().stream().map(AddressText::format).toList(),
                List.of(),
                options.peers().size(),
                options.virtualRouterId(),
                options.durationNanos() / NANOS_PER_MILLI);
    }

    private static List<ProbedRouter> routers(Path config) {
        return switch (ConfigFile.read(config, HealthCheckRunner::commandProblem)) {
            case ConfigFileResult.Valid valid ->
                valid.config().virtualRouters().stream()
                        .map(ProbeCommand::router)
                        .toList();
            case ConfigFileResult.Invalid invalid ->
                throw new IllegalArgumentException(invalid.problems().getFirst().toString());
        };
    }

    private static ProbedRouter router(VirtualRouterSpec spec) {
        return new ProbedRouter(
                spec.name(),
                spec.interfaceName(),
                spec.vrrpInterfaceName(),
                spec.virtualRouterId(),
                spec.binding().addresses().stream()
                        .map(VirtualAddress::address)
                        .map(AddressText::format)
                        .toList(),
                spec.binding().withPrefix());
    }

    private static String hostName() throws IOException {
        return Files.readString(HOST_NAME).strip();
    }
}
