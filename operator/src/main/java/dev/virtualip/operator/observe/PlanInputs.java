package dev.virtualip.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
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
 * What a plan looks at beside the resources that have a reconciler, in the operator's namespace: the agents' Pods, and
 * each Secret that may be referred to, by its name. A change of them asks for a plan and wakes no reconciler.
 *
 * @param namespace the operator's namespace
 * @param access what the operator may read there
 * @param caches where they are kept
 * @param request asks for a plan
 */
public record PlanInputs(String namespace, Access access, Caches caches, Runnable request) {

    /**
     * What the operator may read.
     *
     * @param pods whether it may list Pods
     * @param secrets the names of the Secrets that it may read
     */
    public record Access(boolean pods, Set<String> secrets) {

        /** Keeps a copy. */
        public Access {
            secrets = Set.copyOf(secrets);
        }
    }

    /** The watches. */
    public List<EventSource<?, Node>> sources(EventSourceContext<Node> context) {
        List<EventSource<?, Node>> sources = new ArrayList<>();
        if (access.pods()) {
            InformerEventSourceConfiguration.Builder<Pod> pods = InformerEventSourceConfiguration.from(
                            Pod.class, Node.class)
                    .withName("agent-pods")
                    .withLabelSelector(AgentPods.LABEL)
                    .withItemStore(caches.agentPods());
            sources.add(source(pods, AgentPods::differ, context));
        }
        for (String secret : access.secrets()) {
            InformerEventSourceConfiguration.Builder<Secret> secrets = InformerEventSourceConfiguration.from(
                            Secret.class, Node.class)
                    .withName("secret-" + secret)
                    .withFieldSelector(new FieldSelectorBuilder()
                            .withField("metadata.name", secret)
                            .build())
                    .withItemStore(caches.secrets().get(secret));
            sources.add(source(secrets, SecretKeys::differ, context));
        }
        return sources;
    }

    private <R extends HasMetadata> InformerEventSource<R, Node> source(
            InformerEventSourceConfiguration.Builder<R> builder,
            BiPredicate<R, R> differ,
            EventSourceContext<Node> context) {
        return new InformerEventSource<>(
                builder.withNamespaces(namespace)
                        .withOnUpdateFilter(differ::test)
                        .withSecondaryToPrimaryMapper(changed -> {
                            request.run();
                            return Set.of();
                        })
                        .build(),
                context);
    }
}
