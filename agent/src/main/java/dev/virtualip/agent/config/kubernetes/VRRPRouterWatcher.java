package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiException;
import dev.virtualip.agent.api.ObjectWatch;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches this node's VRRPRouter and the Secrets it refers to, applies each change, and stores it on disk. Starts from
 * the last known configuration. Runs on threads of its own; one at a time applies a change.
 */
public final class VRRPRouterWatcher implements AutoCloseable {
    private static final String COLLECTION = "/apis/%s/%s/vrrprouters".formatted(ApiGroup.NAME, ApiGroup.VERSION);

    private final LastKnownConfigFile storedConfig;
    private final Listener listener;
    private final SecretPasswords secrets;
    private final ObjectWatch<ObservedVRRPRouter> watch;
    private LastKnownConfig config;
    private @Nullable LastKnownConfig stored;
    private ObservedVRRPRouter.@Nullable Revision revision;
    private @Nullable ParsedRouters parsed;
    private @Nullable List<VirtualRouterSpec> appliedSpecs;
    private @Nullable RouterCondition storeProblem;
    private @Nullable String reportedOtherCluster;
    private AppliedConfig appliedConfig = AppliedConfig.NONE;
    private boolean reached = true;
    private volatile boolean closed;

    /** Receives changes on threads of the watcher, one at a time. */
    public interface Listener {
        /** Runs these virtual routers; the event loop has taken the change when this returns. */
        void applySpecs(List<VirtualRouterSpec> specs);

        /** Takes the result of a change; with {@code resync} it may be unchanged, and must be reported again. */
        void configApplied(AppliedConfig appliedConfig, boolean resync);

        /** Logs a notice. */
        void noticed(Notice notice);
    }

    /** The path of this node's object. */
    public static String path(String node) {
        return COLLECTION + "/" + node;
    }

    private VRRPRouterWatcher(
            ApiClient client, @Nullable String namespace, LastKnownConfigFile.ReadResult found, Parts parts) {
        this.storedConfig = parts.storedConfig();
        this.listener = parts.listener();
        this.config = found.config();
        this.stored = found.exists() ? found.config() : null;
        this.secrets = new SecretPasswords(client, namespace, this::applyAgain);
        this.watch =
                ObjectWatch.start(client, COLLECTION, config.node(), ObservedVRRPRouter.class, new ObjectListener());
    }

    /**
     * Collaborators of a watcher.
     *
     * @param storedConfig the last known configuration on disk
     * @param listener receives the changes
     */
    public record Parts(LastKnownConfigFile storedConfig, Listener listener) {}

    /**
     * Starts to watch.
     *
     * @param client the API server
     * @param namespace the namespace of Secrets; null: the connection's
     * @param found the configuration that runs
     * @param parts the watcher's collaborators
     */
    public static VRRPRouterWatcher start(
            ApiClient client, @Nullable String namespace, LastKnownConfigFile.ReadResult found, Parts parts) {
        return new VRRPRouterWatcher(client, namespace, found, parts);
    }

    /** Stops watching; the virtual routers keep running. */
    @Override
    public void close() {
        // Without the lock: its holder may wait for a disk, and a stop must not.
        closed = true;
        watch.close();
        secrets.close();
    }

    private final class ObjectListener implements ObjectWatch.Listener<ObservedVRRPRouter> {
        @Override
        public void onObject(ObservedVRRPRouter object) throws IOException {
            ObservedVRRPRouter.Revision now = object.revision();
            synchronized (VRRPRouterWatcher.this) {
                // Most events only report this agent's own status.
                if (!now.equals(revision)) {
                    ParsedRouters read = VRRPRouterParser.parse(now, object.spec());
                    apply(read, now);
                    parsed = read;
                    revision = now;
                } else if (storeProblem != null) {
                    applyAgain();
                }
            }
        }

        @Override
        public void onAbsent() {
            synchronized (VRRPRouterWatcher.this) {
                // A deleted object withdraws nothing: the virtual routers keep running.
                revision = null;
                publish(
                        new AppliedConfig(null, 0, false, List.of(), appliedConfig.routerConditions(), List.of()),
                        false);
            }
        }

        @Override
        public void onFailure(ApiException failure) {
            if (reached) {
                report(
                        Severity.WARNING,
                        NoticeKind.API_UNREACHABLE,
                        "the virtual routers keep running: " + failure.getMessage());
            }
            reached = false;
        }

        @Override
        public void onSynced(boolean listed) {
            if (!reached) {
                report(Severity.INFO, NoticeKind.API_REACHABLE, "the API server answers again");
            }
            reached = true;
            synchronized (VRRPRouterWatcher.this) {
                if (storeProblem != null) {
                    applyAgain();
                }
                if (listed) {
                    publish(appliedConfig, true);
                }
            }
        }
    }

    private synchronized void applyAgain() {
        if (parsed != null) {
            apply(parsed, revision);
        }
    }

    /**
     * Applies the parsed routers.
     *
     * @param object the revision they are from; null: the object was deleted since, and only a Secret has changed
     */
    private void apply(ParsedRouters routers, ObservedVRRPRouter.@Nullable Revision object) {
        if (closed) {
            return;
        }
        DesiredRouters merged = DesiredRoutersMerge.of(config.routers(), routers, secrets);
        String cluster = object == null ? null : object.clusterUid();
        LastKnownConfig next = config.updated(routers, merged, cluster);
        List<RouterCondition> conditions = new ArrayList<>(merged.conditions());
        if (config.isOtherCluster(cluster)) {
            conditions.addAll(otherCluster(cluster, next));
        }
        if (object != null && !object.unclaimed().isEmpty()) {
            conditions.add(unclaimed(object.unclaimed()));
        }
        List<VirtualRouterSpec> specs = merged.specs();
        if (!specs.equals(appliedSpecs)) {
            if (merged.withdrawsAny(config.routers())) {
                // First on disk: a crash in between must not bring back a withdrawn virtual router.
                store(next);
            }
            listener.applySpecs(specs);
            appliedSpecs = specs;
        }
        config = next;
        store(next);
        if (storeProblem != null) {
            conditions.add(storeProblem);
        }
        // A withdrawal is complete only when a restart does not undo it.
        boolean withdrawalsStored = stored == null || !merged.withdrawsAny(stored.routers());
        publish(
                new AppliedConfig(
                        object == null ? null : routers.uid(),
                        routers.generation(),
                        merged.complete() && withdrawalsStored,
                        conditions,
                        merged.routerConditions(),
                        merged.skippedRouters()),
                false);
        secrets.follow(secretNames(routers));
    }

    /** Repeats what the operator lists in an annotation, since only the agent writes the status. */
    private static RouterCondition unclaimed(String names) {
        return new RouterCondition(
                ConditionType.CLAIMED,
                ConditionReason.UNCLAIMED,
                "VirtualIPs %s disappeared with their CustomResourceDefinition; this node keeps their addresses."
                                .formatted(names.replace(",", ", "))
                        + " Create them again; to remove those you no longer want: kubectl annotate vrrprouters --all"
                        + " virtualip.dev/unclaimed-");
    }

    /** Logs a change of the cluster once, and returns a condition while virtual routers of the old one run. */
    private List<RouterCondition> otherCluster(@Nullable String cluster, LastKnownConfig next) {
        String message =
                "this object belongs to cluster %s, but this node ran the configuration of cluster %s before; if this"
                                .formatted(cluster, config.clusterUid())
                        + " is a mistake, correct --kubeconfig";
        if (!message.equals(reportedOtherCluster)) {
            reportedOtherCluster = message;
            report(Severity.WARNING, NoticeKind.OTHER_CLUSTER, message);
        }
        return next.isOtherCluster(cluster)
                ? List.of(new RouterCondition(ConditionType.SAME_CLUSTER, ConditionReason.OTHER_CLUSTER, message))
                : List.of();
    }

    private void publish(AppliedConfig now, boolean resync) {
        if (resync || !now.equals(appliedConfig)) {
            appliedConfig = now;
            listener.configApplied(now, resync);
        }
    }

    private void store(LastKnownConfig now) {
        if (now.equals(stored)) {
            return;
        }
        try {
            storedConfig.write(now);
            stored = now;
            storeProblem = null;
        } catch (IOException e) {
            String message =
                    "cannot write the last known configuration to disk; if the agent restarts while the API server is"
                            + " unreachable, it runs the previous configuration: " + e.getMessage();
            storeProblem = new RouterCondition(ConditionType.COPY_KEPT, ConditionReason.WRITE_FAILED, message);
            report(Severity.WARNING, NoticeKind.LAST_KNOWN_CONFIG_NOT_WRITTEN, message);
        }
    }

    private void report(Severity severity, NoticeKind kind, String message) {
        listener.noticed(new Notice(severity, config.node(), kind, message));
    }

    private static Set<String> secretNames(ParsedRouters parsed) {
        return parsed.routers().stream()
                .filter(ParsedRouters.Valid.class::isInstance)
                .map(router -> ((ParsedRouters.Valid) router).secretRef())
                .filter(Objects::nonNull)
                .map(reference -> String.valueOf(reference.name()))
                .collect(Collectors.toSet());
    }
}
