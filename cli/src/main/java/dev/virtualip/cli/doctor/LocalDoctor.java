package dev.virtualip.cli.doctor;

import dev.virtualip.cli.agent.AgentClient;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbeReport;
import dev.virtualip.crds.doctor.ProbedRouter;
import dev.virtualip.crds.report.AgentState;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Probes this host by {@code virtualip-agent probe}. */
final class LocalDoctor {
    /** The address of an agent that was started without {@code --http}. */
    private static final String DEFAULT_AGENT = "http://127.0.0.1:9851";

    private static final String PROGRAM = "virtualip-agent";
    private static final long PROBE_MILLIS = 2000;
    private static final long PATIENCE_SECONDS = 60;

    private final @Nullable String agent;
    private final @Nullable Path config;
    private final @Nullable Path program;
    private final List<Finding> findings = new ArrayList<>();

    LocalDoctor(@Nullable String agent, @Nullable Path config, @Nullable Path program) {
        this.agent = agent;
        this.config = config;
        this.program = program;
    }

    /** Probes the host. */
    DoctorReport run() throws CommandFailedException {
        List<String> command = new ArrayList<>(List.of(program(), "probe"));
        if (config == null) {
            command.addAll(List.of("--plan", ProbeJson.write(plan())));
        } else {
            command.addAll(List.of("--config", config.toString(), "--duration", PROBE_MILLIS + "ms"));
        }
        return DoctorReport.of(List.of(ProbeJson.read(execute(command), "virtualip-agent probe")), findings);
    }

    private ProbePlan plan() throws CommandFailedException {
        List<ProbedRouter> routers = List.of();
        String node = "this host";
        try {
            AgentState state = AgentClient.read(List.of(agent == null ? DEFAULT_AGENT : agent))
                    .getFirst();
            node = state.node();
            routers = state.virtualRouters().stream()
                    .map(router -> router(router.status()))
                    .toList();
        } catch (CommandFailedException e) {
            if (agent != null) {
                throw e;
            }
            findings.add(Finding.of(FindingKind.AGENT_NOT_RUNNING, "", e.getMessage() + "."));
        }
        return new ProbePlan(node, routers, List.of(), List.of(), List.of(), 0, 0, PROBE_MILLIS);
    }

    private static ProbedRouter router(VirtualRouterStatus status) {
        String link = Objects.requireNonNullElse(status.interfaceName(), "");
        return new ProbedRouter(
                status.name(),
                link,
                Objects.requireNonNullElse(status.vrrpInterface(), link),
                Objects.requireNonNullElse(status.virtualRouterID(), 0),
                status.addresses().stream().map(LocalDoctor::address).toList(),
                false);
    }

    /** An address without its prefix. */
    static String address(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private String program() throws CommandFailedException {
        if (program != null) {
            return program.toString();
        }
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<Path> folders = Stream.concat(Stream.of(path.split(":", -1)).map(Path::of), besides());
        return folders.map(folder -> folder.resolve(PROGRAM))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new CommandFailedException(
                        "virtualip-agent is not on the PATH of this host: install it, name it with --agent-program, or"
                                + " name a cluster with --kubeconfig"));
    }

    /** The launcher in the same checkout. */
    private static Stream<Path> besides() {
        return ProcessHandle.current().info().arguments().stream()
                .flatMap(Stream::of)
                .filter(argument -> argument.endsWith("virtualip.jar"))
                .map(jar -> Path.of(jar)
                        .toAbsolutePath()
                        .resolve("../../../agent/bin")
                        .normalize());
    }

    private static String execute(List<String> command) throws CommandFailedException {
        Path output = null;
        try {
            output = Files.createTempFile("virtualip-probe", ".json");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CommandFailedException("virtualip-agent probe did not end within 60 s");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new CommandFailedException("virtualip-agent probe failed: " + text.strip());
            }
            return text;
        } catch (IOException e) {
            throw new CommandFailedException("virtualip-agent probe cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        } finally {
            delete(output);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is in the folder for temporary files.
        }
    }

    /** A report that was saved on a host. */
    static ProbeReport read(Path file) throws CommandFailedException {
        try {
            return ProbeJson.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }
}
