package dev.virtualip.operator.install;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Waits until the API server serves the kinds: after a definition is established this takes a moment. */
final class ServingCheck {
    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(VirtualIP.class, VirtualIPPool.class, VRRPRouter.class);

    /** Status codes that pass by themselves: unknown kind, busy, storage not ready, unavailable. */
    private static final Set<Integer> TRANSIENT = Set.of(HttpURLConnection.HTTP_NOT_FOUND, 429, 500, 502, 503, 504);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
    private static final int ATTEMPTS = 300;

    private ServingCheck() {}

    /**
     * Waits.
     *
     * @return the problem; empty: all kinds are served
     * @throws KubernetesClientException if the API server refuses for a reason that does not pass by itself
     */
    static String await(KubernetesClient client) throws InterruptedException {
        for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
            String problem = await(client, kind);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private static String await(KubernetesClient client, Class<? extends CustomResource<?, ?>> kind)
            throws InterruptedException {
        ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                client.resources(kind).list(one);
                return "";
            } catch (KubernetesClientException e) {
                if (!TRANSIENT.contains(e.getCode())) {
                    throw e;
                }
                last = String.valueOf(e.getMessage());
                Thread.sleep(RETRY_INTERVAL);
            }
        }
        return "%s is not served after %d s: %s"
                .formatted(
                        CustomResource.getCRDName(kind),
                        RETRY_INTERVAL.multipliedBy(ATTEMPTS).toSeconds(),
                        last);
    }
}
