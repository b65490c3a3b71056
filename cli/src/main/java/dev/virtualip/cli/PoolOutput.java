package dev.virtualip.cli;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.pool.ImportedPools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Output of an import of pools: YAML, remarks and the exit code. */
final class PoolOutput {
    private PoolOutput() {}

    /** Import of a program's files. */
    interface PoolImport {
        ImportedPools run(List<Path> files) throws UnreadableConfigException;
    }

    static int print(CommandLine commandLine, PoolImport pools, List<Path> files) {
        PrintWriter err = commandLine.getErr();
        try {
            ImportedPools result = pools.run(files);
            Remark.lines(result.remarks()).forEach(err::println);
            err.println("imported %d of %d pools from %d %s; %d remarks"
                    .formatted(
                            result.pools().size(),
                            result.found(),
                            files.size(),
                            files.size() == 1 ? "file" : "files",
                            result.remarks().size()));
            if (result.pools().isEmpty()) {
                err.println("nothing was imported; see the remarks above for what to change");
                return CommandLine.ExitCode.SOFTWARE;
            }
            commandLine.getOut().print(DocumentWriter.yaml(result.pools()));
            commandLine.getOut().flush();
            return CommandLine.ExitCode.OK;
        } catch (UnreadableConfigException | IOException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
