package dev.virtualip.agent.config;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiException;
import dev.virtualip.agent.api.JsonSlice;
import dev.virtualip.agent.api.ObjectWatch;
import dev.virtualip.agent.node.Assignment;
import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this node's VRRPRouter says, carried out as it changes and kept on disk. What runs at the start is what the copy
 * said. Works on threads of its own; what is decided is decided by one at a time.
 */
public final class KubernetesSource implements AutoCloseable {
    private static final String COLLECTION = "/apis/%s/%s/vrrprouters".formatted(ApiGroup.NAME, ApiGroup.VERSION);

    private final CopyOnDisk copy;
    private final Listener listener;
    private final SecretKeys secrets;
    private final ObjectWatch watch;
    private Holdings holdings;
    private @Nullable Holdings kept;
    private SeenObject.@Nullable Head head;
    private @Nullable Order order;
    private @Nullable List<VirtualRouterSpec> applied;
    private @Nullable Condition copyProblem;
    private @Nullable String otherClusterTold;
    private Assignment assignment = Assignment.NONE;
    private boolean reached = true;
    private volatile boolean closed;

    /** Is told on threads of the source's, one at a time. */
    public interface Listener {
        /** These are to run; under way when this returns. */
        void run(List<VirtualRouterSpec> specs);

        /** What came of it; the same again after the object had to be asked for anew. */
        void assigned(Assignment assignment, boolean anew);

        /** Something is worth a line. */
        void noticed(Notice notice);
    }

    /** The path of this node's object. */
    public static String path(String node) {
        return COLLECTION + "/" + node;
    }

    private KubernetesSource(ApiClient client, @Nullable String namespace, CopyOnDisk.Found found, Parts parts) {
        this.copy = parts.copy();
        this.listener = parts.listener();
        this.holdings = found.holdings();
        this.kept = found.found() ? found.holdings() : null;
        this.secrets = new SecretKeys(client, namespace, this::decideAgain);
        this.watch = ObjectWatch.start(client, COLLECTION, holdings.node(), new ObjectSink());
    }

    /**
     * What a source works with.
     *
     * @param copy where it is kept
     * @param listener is told
     */
    public record Parts(CopyOnDisk copy, Listener listener) {}

    /**
     * Begins to follow the object.
     *
     * @param client the API server
     * @param namespace the namespace of Secrets; null: the connection's
     * @param found what runs
     * @param parts where to keep it and whom to tell
     */
    public static KubernetesSource start(
            ApiClient client, @Nullable String namespace, CopyOnDisk.Found found, Parts parts) {
        return new KubernetesSource(client, namespace, found, parts);
    }

    /** Ends it; what runs goes on. */
    @Override
    public void close() {
        // Without the lock: whoever holds it may wait for a disk, and a stop waits for nobody.
        closed = true;
        watch.close();
        secrets.close();
    }

    /** The object of this node. */
    private final class ObjectSink implements ObjectWatch.Sink {
        @Override
        public void present(JsonSlice object) throws IOException {
            SeenObject.Head now = SeenObject.head(object);
            synchronized (KubernetesSource.this) {
                // Mostly it is our own status that changed.
                if (!now.equals(head)) {
                    Order read = OrderReader.read(SeenObject.read(now, object));
                    decide(read, now);
                    order = read;
                    head = now;
                } else if (copyProblem != null) {
                    decideAgain();
                }
            }
        }

        @Override
        public void absent() {
            synchronized (KubernetesSource.this) {
                // Absence is no order: what runs goes on.
                head = null;
                assign(new Assignment(null, 0, false, List.of(), assignment.routerConditions(), List.of()), false);
            }
        }

        @Override
        public void failed(ApiException failure) {
            if (reached) {
                tell(Severity.WARNING, "ApiAway", "what runs goes on: " + failure.getMessage());
            }
            reached = false;
        }

        @Override
        public void current(boolean first) {
            if (!reached) {
                tell(Severity.INFO, "ApiBack", "the API server answers again");
            }
            reached = true;
            synchronized (KubernetesSource.this) {
                if (copyProblem != null) {
                    decideAgain();
                }
                if (first) {
                    assign(assignment, true);
                }
            }
        }
    }

    private synchronized void decideAgain() {
        if (order != null) {
            decide(order, head);
        }
    }

    /** Carries an order out; without a head the object that gave it is gone, and only keys have changed. */
    private void decide(Order current, SeenObject.@Nullable Head by) {
        if (closed) {
            return;
        }
        Merged merged = Merge.of(holdings.routers(), current, secrets);
        String cluster = by == null ? null : by.clusterUid();
        Holdings next = holdings.after(current, merged, cluster);
        List<Condition> conditions = new ArrayList<>(merged.conditions());
        if (holdings.isOther(cluster)) {
            conditions.addAll(otherCluster(cluster, next));
        }
        if (by != null && !by.unclaimed().isEmpty()) {
            conditions.add(unclaimed(by.unclaimed()));
        }
        List<VirtualRouterSpec> specs = merged.specs();
        if (!specs.equals(applied)) {
            if (merged.withdraws(holdings.routers())) {
                // Before it happens: a crash in between must not bring back what was withdrawn.
                keep(next);
            }
            listener.run(specs);
            applied = specs;
        }
        holdings = next;
        keep(next);
        if (copyProblem != null) {
            conditions.add(copyProblem);
        }
        // A release is one when a restart does not bring back what was released.
        boolean forgotten = kept == null || !merged.withdraws(kept.routers());
        assign(
                new Assignment(
                        by == null ? null : current.uid(),
                        current.generation(),
                        merged.complete() && forgotten,
                        conditions,
                        merged.routerConditions(),
                        merged.leftOut()),
                false);
        secrets.follow(secretNames(current));
    }

    /** The operator lists them in an annotation; the status is the agent's. */
    private static Condition unclaimed(String names) {
        return new Condition(
                "Claimed",
                "Unclaimed",
                "VirtualIPs %s disappeared with their definition; this node keeps their addresses. Apply them again;"
                                .formatted(names.replace(",", ", "))
                        + " those that you do not want: kubectl annotate vrrprouters --all virtualip.dev/unclaimed-");
    }

    /** Whoever named what runs here is not who names it now: said once, and a condition while it matters. */
    private List<Condition> otherCluster(@Nullable String cluster, Holdings next) {
        String message =
                "this object is of cluster %s, and what this node ran before of cluster %s; if that is a mistake, let"
                                .formatted(cluster, holdings.clusterUid())
                        + " --kubeconfig lead to the right API server";
        if (!message.equals(otherClusterTold)) {
            otherClusterTold = message;
            tell(Severity.WARNING, "OtherCluster", message);
        }
        return next.isOther(cluster) ? List.of(new Condition("SameCluster", "OtherCluster", message)) : List.of();
    }

    private void assign(Assignment now, boolean anew) {
        if (anew || !now.equals(assignment)) {
            assignment = now;
            listener.assigned(now, anew);
        }
    }

    private void keep(Holdings now) {
        if (now.equals(kept)) {
            return;
        }
        try {
            copy.write(now);
            kept = now;
            copyProblem = null;
        } catch (IOException e) {
            String message =
                    "the copy on disk cannot be written, so a restart without the API server would run what was"
                            + " before: " + e.getMessage();
            copyProblem = new Condition("CopyKept", "WriteFailed", message);
            tell(Severity.WARNING, "CopyNotKept", message);
        }
    }

    private void tell(Severity severity, String kind, String message) {
        listener.noticed(new Notice(severity, holdings.node(), kind, message));
    }

    private static Set<String> secretNames(Order order) {
        return order.items().stream()
                .filter(Order.Good.class::isInstance)
                .map(item -> ((Order.Good) item).secretRef())
                .filter(Objects::nonNull)
                .map(reference -> String.valueOf(reference.name()))
                .collect(Collectors.toSet());
    }
}
