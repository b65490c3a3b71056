package dev.virtualip.operator.install;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.api.Pause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts our definitions into the cluster. A newer one that is there stays; of one that others had their hands on, what
 * is ours becomes ours again, and what they added stays. Where the operator may not do it, people do, and it only
 * compares.
 */
public final class DefinitionInstaller {
    /** Somebody else writes at the same moment: another replica, an upgrade. */
    private static final int ATTEMPTS = 8;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ESTABLISHED_ATTEMPTS = 300;

    private final DefinitionStore store;
    private final List<Definition> ours;
    private final Pause pause;
    private final List<String> remarks = new ArrayList<>();

    DefinitionInstaller(DefinitionStore store, List<Definition> ours, Pause pause) {
        this.store = store;
        this.ours = ours;
        this.pause = pause;
    }

    /** Brings the definitions of this build into the cluster and waits until they are served. */
    public static Installation install(KubernetesClient client) throws InterruptedException {
        List<Definition> files = DefinitionFiles.read(client.getKubernetesSerialization());
        Installation installation =
                new DefinitionInstaller(new ClusterDefinitions(client), files, Thread::sleep).install();
        return installation.done() ? new Installation(Serving.await(client), installation.remarks()) : installation;
    }

    /**
     * The same for these definitions.
     *
     * @throws KubernetesClientException if the API server does not answer, or refuses for another reason than rights
     */
    Installation install() throws InterruptedException {
        for (Definition definition : ours) {
            String problem = install(definition);
            if (problem.isEmpty()) {
                problem = awaitEstablished(definition.name());
            }
            if (!problem.isEmpty()) {
                return new Installation(problem, remarks);
            }
        }
        return new Installation("", remarks);
    }

    private String install(Definition ours) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Definition there;
            try {
                there = store.get(ours.name());
            } catch (KubernetesClientException e) {
                return forbidden(e, ours, null);
            }
            if (there != null && there.schemaVersion() > ours.schemaVersion()) {
                remarks.add("%s in the cluster is newer (schema version %d) than this operator (%d): left as it is"
                        .formatted(ours.name(), there.schemaVersion(), ours.schemaVersion()));
                return "";
            }
            try {
                write(ours, there);
                return "";
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    return forbidden(e, ours, there);
                }
                pause.sleep(PAUSE.multipliedBy(attempt));
            }
        }
        return "%s could not be brought up to date: somebody else changes it all the time".formatted(ours.name());
    }

    private void write(Definition ours, @Nullable Definition there) {
        if (there == null) {
            store.create(ours);
        } else {
            store.apply(ours, Objects.requireNonNull(there.resourceVersion(), "what is there has a version"));
        }
    }

    /** The chart may leave the definitions to people: then this operator has no right to them. */
    private String forbidden(KubernetesClientException e, Definition ours, @Nullable Definition there) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
            throw e;
        }
        if (there == null) {
            remarks.add("%s cannot be looked at or made here (%s): the cluster has to have it, of schema version %d"
                    .formatted(ours.name(), ApiFailure.text(e), ours.schemaVersion()));
            return "";
        }
        if (there.schemaVersion() < ours.schemaVersion()) {
            remarks.add(
                    ("%s in the cluster is older (schema version %d) than this operator (%d), which may not change it:"
                                    + " apply the definitions of this release")
                            .formatted(ours.name(), there.schemaVersion(), ours.schemaVersion()));
        }
        return "";
    }

    private String awaitEstablished(String name) throws InterruptedException {
        for (int attempt = 0; attempt < ESTABLISHED_ATTEMPTS; attempt++) {
            Definition there;
            try {
                there = store.get(name);
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                    return "";
                }
                throw e;
            }
            if (there == null) {
                return "%s is not in the cluster: apply the definitions of this release".formatted(name);
            }
            String refused = there.namesRefused();
            if (refused != null) {
                return "%s is not served, another definition has its names: %s".formatted(name, refused);
            }
            if (there.established()) {
                return "";
            }
            pause.sleep(PAUSE);
        }
        return "%s was not served within %d s"
                .formatted(name, PAUSE.multipliedBy(ESTABLISHED_ATTEMPTS).toSeconds());
    }
}
