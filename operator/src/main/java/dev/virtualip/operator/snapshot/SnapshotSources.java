package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Watches the inputs of a plan that have no reconciler: the definitions, namespaces and EndpointSlices, and in the
 * operator's namespace the agent Pods and the Secrets that VirtualIPs may refer to. A change requests a plan and
 * triggers no reconciler.
 *
 * @param namespace the operator's namespace
 * @param access the objects that the operator may read
 * @param caches the stores to fill
 * @param request requests a plan
 */
public record SnapshotSources(String namespace, Access access, InformerCaches caches, Runnable request) {
    /** The page size of the first list: a bound on the objects in memory before they are trimmed. */
    private static final long PAGE = 250;

    /**
     * The objects that the operator may read.
     *
     * @param pods whether it may list Pods
     * @param daemonSet whether it may list the agents' DaemonSet and Events about it
     * @param definitions whether it may list the project's definitions
     * @param services whether it may list Services, namespaces and EndpointSlices, and is configured to serve Services
     * @param secrets the names of the Secrets that it may read
     */
    public record Access(boolean pods, boolean daemonSet, boolean definitions, boolean services, Set<String> secrets) {

        /** Copies the names. */
        public Access {
            secrets = Set.copyOf(secrets);
        }
    }

    /** Returns the watches. */
    public List<EventSource<?, NodeObject>> sources(EventSourceContext<NodeObject> context) {
        List<EventSource<?, NodeObject>> sources = new ArrayList<>();
        if (access.pods()) {
            InformerEventSourceConfiguration.Builder<PodObject> pods = InformerEventSourceConfiguration.from(
                            PodObject.class, NodeObject.class)
                    .withName("agent-pods")
                    .withLabelSelector(AgentPods.LABEL)
                    .withItemStore(caches.agentPods());
            sources.add(source(pods.withNamespaces(namespace), AgentPods::differ, context));
        }
        if (access.daemonSet()) {
            InformerEventSourceConfiguration.Builder<DaemonSetObject> daemonSets =
                    InformerEventSourceConfiguration.from(DaemonSetObject.class, NodeObject.class)
                            .withName("agent-daemonset")
                            .withFieldSelector(named(DaemonSetObject.NAME))
                            .withItemStore(caches.agentDaemonSet());
            sources.add(source(daemonSets.withNamespaces(namespace), DaemonSetObject::differ, context));
            InformerEventSourceConfiguration.Builder<FailureEvent> failures = InformerEventSourceConfiguration.from(
                            FailureEvent.class, NodeObject.class)
                    .withName("agent-failures")
                    .withFieldSelector(new FieldSelectorBuilder()
                            .withField("involvedObject.kind", "DaemonSet")
                            .withField("involvedObject.name", DaemonSetObject.NAME)
                            .withField("reason", FailureEvent.REASON)
                            .build())
                    .withItemStore(caches.agentFailures());
            sources.add(source(failures.withNamespaces(namespace), FailureEvent::differ, context));
        }
        if (access.services()) {
            addServices(sources, context);
        }
        for (String name : access.definitions() ? DefinitionObject.NAMES : List.<String>of()) {
            InformerEventSourceConfiguration.Builder<DefinitionObject> definitions =
                    InformerEventSourceConfiguration.from(DefinitionObject.class, NodeObject.class)
                            .withName("definition-" + name)
                            .withFieldSelector(named(name))
                            .withItemStore(caches.definitions().get(name));
            sources.add(source(definitions, DefinitionObject::differ, context));
        }
        for (String secret : access.secrets()) {
            InformerEventSourceConfiguration.Builder<SecretObject> secrets = InformerEventSourceConfiguration.from(
                            SecretObject.class, NodeObject.class)
                    .withName("secret-" + secret)
                    .withFieldSelector(named(secret))
                    .withItemStore(caches.secrets().get(secret));
            sources.add(source(
                    secrets.withNamespaces(namespace), (a, b) -> !a.keys().equals(b.keys()), context));
        }
        return sources;
    }

    private void addServices(List<EventSource<?, NodeObject>> sources, EventSourceContext<NodeObject> context) {
        sources.add(source(
                InformerEventSourceConfiguration.from(NamespaceObject.class, NodeObject.class)
                        .withName("namespaces")
                        .withItemStore(caches.namespaces())
                        .withOnAddFilter(caches::holdServicesIn)
                        .withOnDeleteFilter((namespace, unknown) -> false),
                (a, b) -> !a.labels().equals(b.labels()) && caches.holdServicesIn(a),
                context));
        sources.add(source(
                InformerEventSourceConfiguration.from(EndpointSliceObject.class, NodeObject.class)
                        .withName("endpoint-slices")
                        .withWatchAllNamespaces()
                        .withLabelSelector(EndpointSliceObject.SELECTOR)
                        .withInformerListLimit(PAGE)
                        .withItemStore(caches.endpointSlices())
                        .withOnAddFilter(caches::isOfLocalService)
                        .withOnDeleteFilter((slice, unknown) -> caches.isOfLocalService(slice)),
                (a, b) -> !a.nodes().equals(b.nodes()) && caches.isOfLocalService(a),
                context));
    }

    private static FieldSelector named(String name) {
        return new FieldSelectorBuilder().withField("metadata.name", name).build();
    }

    private <R extends HasMetadata> InformerEventSource<R, NodeObject> source(
            InformerEventSourceConfiguration.Builder<R> builder,
            BiPredicate<R, R> differ,
            EventSourceContext<NodeObject> context) {
        return new InformerEventSource<>(
                builder.withOnUpdateFilter(differ::test)
                        .withSecondaryToPrimaryMapper(changed -> {
                            request.run();
                            return Set.of();
                        })
                        .build(),
                context);
    }
}
