package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.leader.LeaderFence;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.snapshot.ServiceReader;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases all Services before an uninstall: without the operator, its finalizer would keep each of them and their
 * namespaces from being deleted, and their statuses would show addresses that no node answers for.
 */
public final class ServiceRelease {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRelease.class);

    /** An administrator waits for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final ServiceClient services;
    private final InstantSource clock;

    /** Releases in this cluster. */
    public ServiceRelease(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.services = new ServiceClient(client);
        this.clock = clock;
    }

    /**
     * Removes the finalizer and the addresses from each Service that has the finalizer.
     *
     * @param fence whether this process may write
     */
    public void run(LeaderFence fence) {
        Instant deadline = clock.instant().plus(TIMEOUT);
        int left = 0;
        for (ServiceObject service : finalized()) {
            if (!fence.holds() || clock.instant().isAfter(deadline) || !release(service)) {
                left++;
            }
        }
        if (left > 0) {
            LOG.warn(
                    "Withdrawal: {} Services keep the finalizer {}, and cannot be deleted until it is removed by hand",
                    left,
                    WantedService.FINALIZER);
        }
    }

    private List<ServiceObject> finalized() {
        try {
            return client.resources(ServiceObject.class).inAnyNamespace().list().getItems().stream()
                    .filter(service -> service.hasFinalizer(WantedService.FINALIZER))
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                LOG.warn("Withdrawal: cannot list Services: {}", ApiFailure.text(e));
            }
            return List.of();
        }
    }

    private boolean release(ServiceObject service) {
        try {
            if (!service.isMarkedForDeletion()) {
                ServiceState state = ServiceReader.state(service);
                services.patchStatus(
                        service, new StatusPatch(state.foreignIngress() ? null : List.of(), withdrawn(state)));
            }
            services.removeFinalizer(service);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return true;
            }
            LOG.warn(
                    "Withdrawal: Service {} was not released: {}",
                    service.getMetadata().getNamespace() + "/"
                            + service.getMetadata().getName(),
                    ApiFailure.text(e));
            return false;
        }
    }

    private Condition withdrawn(ServiceState state) {
        return new Condition(
                ServiceState.CONDITION,
                ConditionStatus.FALSE.text(),
                ConditionReason.WITHDRAWN.text(),
                "The operator was uninstalled, and its address was withdrawn from the nodes",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                state.generation());
    }
}
