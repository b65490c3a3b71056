package dev.virtualip.cli;

import dev.virtualip.cli.metallb.MetalLBImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code import metallb}. */
@Command(
        name = "metallb",
        description = {
            "Translate the address pools of MetalLB (layer 2) into VirtualIPPools.",
            "",
            "Reads IPAddressPool and L2Advertisement, and the older AddressPool and ConfigMap. The VirtualIPPools"
                + " (YAML) go to the standard output; everything that has no counterpart, is left out or differs goes"
                + " to the standard error, one line each, as file:line: remark. Services need no change: the operator"
                + " reads MetalLB's annotations.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, also with remarks; 1 no pool was imported, or a file cannot be read;"
                    + " 2 called in a wrong way.",
            "",
            "Example:",
            "  kubectl get ipaddresspools,l2advertisements,bgpadvertisements -A -o yaml > metallb.yaml",
            "  virtualip import metallb metallb.yaml > pools.yaml"
        })
final class ImportMetalLBCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Manifests, YAML or JSON, as kubectl prints them; - is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return PoolOutput.print(
                Objects.requireNonNull(spec, "picocli fills it in").commandLine(), MetalLBImport::run, files);
    }
}
