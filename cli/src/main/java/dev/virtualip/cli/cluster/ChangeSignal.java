package dev.virtualip.cli.cluster;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Signals that a VirtualIP or a VRRPRouter changed. The reader reads again anyway, so a lost signal only delays. */
public final class ChangeSignal implements AutoCloseable {
    /** Changes that come together are shown together. */
    private static final long GATHER_MILLIS = 100;

    private final Semaphore changes = new Semaphore(0);
    private final List<Watch> watches = new ArrayList<>();

    /** Opens the watches; without the right to watch, waiting lasts for its whole time. */
    public ChangeSignal(ClusterClient cluster) {
        open(cluster, VirtualIP.class);
        open(cluster, VRRPRouter.class);
    }

    private <T extends HasMetadata> void open(ClusterClient cluster, Class<T> kind) {
        try {
            watches.add(cluster.client().resources(kind).watch(new Watcher<T>() {
                @Override
                public void eventReceived(Action action, T object) {
                    changes.release();
                }

                @Override
                public void onClose(WatcherException cause) {
                    changes.release();
                }
            }));
        } catch (KubernetesClientException _) {
            // The periodic reading stays.
            changes.drainPermits();
        }
    }

    /** Waits for a change, at most for this time. */
    public void await(long millis) throws InterruptedException {
        if (changes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            Thread.sleep(GATHER_MILLIS);
            changes.drainPermits();
        }
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
