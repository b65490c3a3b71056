package dev.virtualip.cli.cluster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select the cluster, with the names that kubectl uses. */
public final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig file (default: $KUBECONFIG, then ~/.kube/config, then the service account of"
                    + " this Pod).")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "The context of the kubeconfig file (default: its current context).")
    private @Nullable String context;

    /** Creates options that picocli fills in. */
    public ClusterOptions() {}

    /** Options with these values. */
    public static ClusterOptions of(@Nullable Path kubeconfig, @Nullable String context) {
        ClusterOptions options = new ClusterOptions();
        options.kubeconfig = kubeconfig;
        options.context = context;
        return options;
    }

    /** The kubeconfig file; null: the usual places. */
    public @Nullable Path kubeconfig() {
        return kubeconfig;
    }

    /** The context; null: the current one. */
    public @Nullable String context() {
        return context;
    }
}
