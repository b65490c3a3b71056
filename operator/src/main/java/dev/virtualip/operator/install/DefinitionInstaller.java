package dev.virtualip.operator.install;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.api.Sleeper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Installs the definitions of this build. A newer one in the cluster is left as it is. In one that was edited, the
 * fields of this build are restored and added fields stay. Where the operator has no right to write definitions, an
 * administrator installs them, and the operator only compares versions.
 */
public final class DefinitionInstaller {
    /** Attempts when others write at the same moment: another replica, an upgrade. */
    private static final int MAX_WRITE_ATTEMPTS = 8;

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
    private static final int ESTABLISHED_ATTEMPTS = 300;

    private final DefinitionStore store;
    private final List<Definition> ours;
    private final Sleeper sleeper;
    private final List<String> remarks = new ArrayList<>();

    DefinitionInstaller(DefinitionStore store, List<Definition> ours, Sleeper sleeper) {
        this.store = store;
        this.ours = ours;
        this.sleeper = sleeper;
    }

    /** Installs the definitions of this build and waits until they are served. */
    public static Result install(KubernetesClient client) throws InterruptedException {
        List<Definition> files = BundledDefinitions.read(client.getKubernetesSerialization());
        Result result = new DefinitionInstaller(DefinitionStore.of(client), files, Thread::sleep).install();
        return result.done() ? new Result(ServingCheck.await(client), result.remarks()) : result;
    }

    /**
     * Installs the given definitions and waits until they are established.
     *
     * @throws KubernetesClientException if the API server does not answer, or refuses for a reason other than missing
     *     rights
     */
    Result install() throws InterruptedException {
        for (Definition definition : ours) {
            String problem = install(definition);
            if (problem.isEmpty()) {
                problem = awaitEstablished(definition.name());
            }
            if (!problem.isEmpty()) {
                return new Result(problem, remarks);
            }
        }
        return new Result("", remarks);
    }

    /**
     * The result of an installation.
     *
     * @param problem the reason why the operator cannot work with this cluster; empty: it can
     * @param remarks what an administrator should know, one line each
     */
    public record Result(String problem, List<String> remarks) {

        /** Keeps a copy of the list. */
        public Result {
            Objects.requireNonNull(problem);
            remarks = List.copyOf(remarks);
        }

        /** Whether the operator can work. */
        public boolean done() {
            return problem.isEmpty();
        }
    }

    private String install(Definition ours) throws InterruptedException {
        for (int attempt = 1; attempt <= MAX_WRITE_ATTEMPTS; attempt++) {
            Definition present;
            try {
                present = store.get(ours.name());
            } catch (KubernetesClientException e) {
                return forbidden(e, ours, null);
            }
            if (present != null && present.schemaVersion() > ours.schemaVersion()) {
                remarks.add("%s in the cluster is newer (schema version %d) than this operator (%d): left unchanged"
                        .formatted(ours.name(), present.schemaVersion(), ours.schemaVersion()));
                return "";
            }
            try {
                write(ours, present);
                return "";
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    return forbidden(e, ours, present);
                }
                sleeper.sleep(RETRY_INTERVAL.multipliedBy(attempt));
            }
        }
        return "%s could not be updated: it keeps changing at the same time".formatted(ours.name());
    }

    private void write(Definition ours, @Nullable Definition present) {
        if (present == null) {
            store.create(ours);
        } else {
            store.apply(
                    ours,
                    Objects.requireNonNull(present.resourceVersion(), "an object of the API server has a version"));
        }
    }

    /** Handles missing rights: the chart can leave the definitions to an administrator. */
    private String forbidden(KubernetesClientException e, Definition ours, @Nullable Definition present) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
            throw e;
        }
        if (present == null) {
            remarks.add("%s can be neither read nor created by this operator (%s): install it, with schema version %d"
                    .formatted(ours.name(), ApiFailure.text(e), ours.schemaVersion()));
            return "";
        }
        if (present.schemaVersion() < ours.schemaVersion()) {
            remarks.add(
                    ("%s in the cluster is older (schema version %d) than this operator (%d), which may not update it:"
                                    + " apply the definitions of this release")
                            .formatted(ours.name(), present.schemaVersion(), ours.schemaVersion()));
        }
        return "";
    }

    private String awaitEstablished(String name) throws InterruptedException {
        for (int attempt = 0; attempt < ESTABLISHED_ATTEMPTS; attempt++) {
            Definition present;
            try {
                present = store.get(name);
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                    return "";
                }
                throw e;
            }
            if (present == null) {
                return "%s is not in the cluster: apply the definitions of this release".formatted(name);
            }
            String refused = present.namesRefused();
            if (refused != null) {
                return "%s is not served because another definition has its names: %s".formatted(name, refused);
            }
            if (present.established()) {
                return "";
            }
            sleeper.sleep(RETRY_INTERVAL);
        }
        return "%s was not served within %d s"
                .formatted(
                        name, RETRY_INTERVAL.multipliedBy(ESTABLISHED_ATTEMPTS).toSeconds());
    }
}
