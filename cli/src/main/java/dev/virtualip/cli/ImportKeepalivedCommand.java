package dev.virtualip.cli;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ConfigInput;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.cli.keepalived.map.KeepalivedImport;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code import keepalived}. */
@Command(
        name = "keepalived",
        description = {
            "Translate keepalived configurations into a VirtualIP, and with --standalone also into a file per host that"
                    + " an agent runs without Kubernetes.",
            "",
            "Give the files of all hosts that share an address together: what differs between them is pointed out. The"
                    + " VirtualIP (YAML) goes to the standard output; every directive that has no counterpart, every"
                    + " difference and every risk goes to the standard error, one line each, as file:line: remark.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, also with remarks; 1 nothing was imported, or a file cannot be read or written;"
                    + " 2 called in a wrong way.",
            "",
            "Examples:",
            "  virtualip import keepalived lb01.conf lb02.conf > virtualip.yaml",
            "  virtualip import keepalived --standalone --output conf lb01.conf lb02.conf",
            "    then on lb01: virtualip-agent run --config lb01.yaml"
        })
final class ImportKeepalivedCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The keepalived.conf of a host; one per host.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--standalone",
            description = "Also write a VRRPRouter file per host, named after its router_id. A password stays in it in"
                    + " clear, so that only its owner may read it (mode 0600).")
    private boolean standalone;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder for the files of --standalone (default: this one).")
    private @Nullable Path output;

    @Option(names = "--force", description = "Let --standalone overwrite files that are there.")
    private boolean force;

    @Option(
            names = "--config-id",
            paramLabel = "ID",
            description = "What 'keepalived -i' says on that host (without -i: its host name), which decides lines like"
                    + " '@ID ...'. Once per FILE, in the same order; without it such lines are left out with a remark.")
    private List<String> configIds = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine commandLine =
                Objects.requireNonNull(spec, "picocli fills it in").commandLine();
        checkOptions(commandLine);
        PrintWriter err = commandLine.getErr();
        try {
            ImportResult result = KeepalivedImport.run(inputs());
            Remark.lines(result.remarks()).forEach(err::println);
            err.println("imported %d of %d vrrp_instance blocks from %d %s; %d remarks"
                    .formatted(
                            result.imported(),
                            result.instances(),
                            files.size(),
                            files.size() == 1 ? "file" : "files",
                            result.remarks().size()));
            if (result.imported() == 0) {
                err.println("nothing was imported: no file is written; see the remarks above for what to change");
                return CommandLine.ExitCode.SOFTWARE;
            }
            if (standalone) {
                Path folder = output == null ? Path.of("") : output;
                List<Document<VRRPRouterSpec>> routers = result.routers().stream()
                        .filter(ImportKeepalivedCommand::hasRouters)
                        .toList();
                StandaloneFiles.write(folder, routers, force).forEach(file -> err.println("wrote " + file));
            }
            commandLine.getOut().print(DocumentWriter.yaml(result.virtualIPs()));
            commandLine.getOut().flush();
            return CommandLine.ExitCode.OK;
        } catch (UnreadableConfigException | IOException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** A file without routers would have an agent take every address off its host. */
    private static boolean hasRouters(Document<VRRPRouterSpec> router) {
        return !router.spec().virtualRouters().isEmpty();
    }

    private void checkOptions(CommandLine commandLine) {
        if (!configIds.isEmpty() && configIds.size() != files.size()) {
            throw new ParameterException(
                    commandLine,
                    "%d --config-id for %d FILE: give one for each file".formatted(configIds.size(), files.size()));
        }
        if (!standalone && (output != null || force)) {
            String option = output != null ? "--output" : "--force";
            throw new ParameterException(commandLine, option + " is only for --standalone: add that or leave it out");
        }
    }

    private List<ConfigInput> inputs() {
        List<ConfigInput> inputs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            inputs.add(new ConfigInput(files.get(i), configIds.isEmpty() ? null : configIds.get(i)));
        }
        return inputs;
    }
}
