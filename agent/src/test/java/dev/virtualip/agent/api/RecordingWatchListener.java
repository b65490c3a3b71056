package dev.virtualip.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that keeps what it is told, as short texts: "v11" for an object of that version, "absent", "failed 403". */
final class RecordingWatchListener implements ObjectWatch.Listener<RecordingWatchListener.Observed> {
    /** An object of which only the metadata is read. */
    record Observed(ObjectMetadata metadata) {}

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Holds the watch up with the next object, until it is opened. */
    CountDownLatch closeGate() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** The next thing that it is told, within some seconds. */
    String next() throws InterruptedException {
        String next = told.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("told within 20 s").isNotNull();
        return String.valueOf(next);
    }

    /** Whether it is told nothing for so long. */
    boolean isQuiet(long millis) throws InterruptedException {
        return told.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void onObject(Observed object) {
        told.add("v" + object.metadata().resourceVersion());
        try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onAbsent() {
        told.add("absent");
    }

    @Override
    public void onFailure(ApiException failure) {
        told.add("failed " + failure.status());
    }

    @Override
    public void onSynced(boolean first) {
        if (first) {
            told.add("current");
        }
    }
}
