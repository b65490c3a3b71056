package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.api.ApiSettings;
import dev.virtualip.agent.api.ApiSettings.Pem;
import dev.virtualip.agent.api.ApiSettings.Tls;
import dev.virtualip.agent.config.DocumentBinder;
import dev.virtualip.agent.config.DocumentTree;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.config.FileText;
import dev.virtualip.agent.config.YamlParser;
import dev.virtualip.agent.config.kubernetes.KubeconfigDocument.Cluster;
import dev.virtualip.agent.config.kubernetes.KubeconfigDocument.Context;
import dev.virtualip.agent.config.kubernetes.KubeconfigDocument.Named;
import dev.virtualip.agent.config.kubernetes.KubeconfigDocument.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the current context of a kubeconfig file. */
public final class Kubeconfig {
    private static final String REMEDY = "; give a token, tokenFile or client certificate";

    private final Path file;

    private Kubeconfig(Path file) {
        this.file = file;
    }

    /**
     * The connection settings of a file.
     *
     * @throws IOException if the file cannot be used; the message names the remedy
     */
    public static ApiSettings read(Path file) throws IOException {
        return new Kubeconfig(file).settings();
    }

    private ApiSettings settings() throws IOException {
        KubeconfigDocument document = document();
        Context context = find("contexts", document.currentContext(), document.contexts());
        Cluster cluster = find("clusters", context.cluster(), document.clusters());
        User user = find("users", context.user(), document.users());
        requireUsable(context, cluster, user);
        return new ApiSettings(
                Objects.requireNonNull(cluster.server()),
                context.namespace() == null || context.namespace().isEmpty() ? "default" : context.namespace(),
                new Tls(
                        pem(cluster.authority(), cluster.authorityData()),
                        pem(user.certificate(), user.certificateData()),
                        pem(user.key(), user.keyData()),
                        Boolean.TRUE.equals(cluster.insecure())),
                user.token(),
                user.token() != null || user.tokenFile() == null ? null : resolve(user.tokenFile()),
                cluster.proxy());
    }

    private void requireUsable(Context context, Cluster cluster, User user) throws IOException {
        FileProblems problems = new FileProblems(file);
        if (cluster.server() == null) {
            problems.add("cluster " + context.cluster() + " has no server");
        }
        if (cluster.tlsServerName() != null) {
            problems.add(
                    "tls-server-name is not supported; use the name in the server's certificate as the server's host"
                            + " name");
        }
        if (user.exec() != null) {
            problems.add("user " + context.user() + " runs a program (exec), which is not supported" + REMEDY);
        }
        if (user.authProvider() != null) {
            problems.add("user " + context.user() + " has an auth-provider, which is not supported" + REMEDY);
        }
        require(problems.isEmpty(), problems.text());
    }

    private KubeconfigDocument document() throws IOException {
        FileProblems problems = new FileProblems(file);
        String text = FileText.read(file, problems);
        require(text == null || !text.isBlank(), "it is empty");
        DocumentTree tree = text == null ? null : YamlParser.parse(text, problems);
        KubeconfigDocument document =
                tree == null ? null : DocumentBinder.lenient(problems).bind(tree.root(), KubeconfigDocument.class);
        if (document == null || !problems.isEmpty()) {
            throw failure(problems.text());
        }
        return document;
    }

    private <N extends Named<T>, T> T find(String list, @Nullable String name, @Nullable List<N> items)
            throws IOException {
        if (name == null || name.isEmpty()) {
            throw failure("it has no current-context, or that context has no cluster or user");
        }
        for (N item : items == null ? List.<N>of() : items) {
            T content = item.content();
            if (name.equals(item.name()) && content != null) {
                return content;
            }
        }
        throw failure("it has no %s in %s, which its current context needs".formatted(name, list));
    }

    /** The PEM text; inline data takes precedence over a file, as in kubectl. */
    private Pem pem(@Nullable String path, @Nullable String data) {
        if (data != null && !data.isEmpty()) {
            return new Pem(null, data);
        }
        return path == null || path.isEmpty() ? Pem.NONE : new Pem(resolve(path), null);
    }

    private Path resolve(String path) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        return folder.resolve(path);
    }

    private void require(boolean condition, String objection) throws IOException {
        if (!condition) {
            throw failure(objection);
        }
    }

    private IOException failure(String objection) {
        return new IOException("kubeconfig %s cannot be used: %s".formatted(file, objection));
    }
}
