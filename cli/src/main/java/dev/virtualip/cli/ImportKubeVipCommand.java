package dev.virtualip.cli;

import dev.virtualip.cli.kubevip.KubeVipImport;
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

/** The command {@code import kube-vip}. */
@Command(
        name = "kube-vip",
        description = {
            "Translate the address pools of kube-vip's cloud provider into VirtualIPPools.",
            "",
            "Reads the ConfigMap kubevip. The VirtualIPPools (YAML) go to the standard output; everything that has no"
                    + " counterpart or differs goes to the standard error, one line each, as file:line: remark.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, also with remarks; 1 no pool was imported, or a file cannot be read;"
                    + " 2 called in a wrong way.",
            "",
            "Example:",
            "  kubectl get configmap kubevip -n kube-system -o yaml > kubevip.yaml",
            "  virtualip import kube-vip kubevip.yaml > pools.yaml"
        })
final class ImportKubeVipCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The ConfigMap, YAML or JSON, as kubectl prints it; - is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return PoolOutput.print(
                Objects.requireNonNull(spec, "picocli fills it in").commandLine(), KubeVipImport::run, files);
    }
}
