package dev.virtualip.agent.config;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.FakeApi;
import dev.virtualip.agent.api.TestObjects;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A source with its copy on disk, before an API server that a test plays. */
final class FakeSource implements AutoCloseable {
    private final ApiClient client;
    private final CopyOnDisk copy;
    private final FakeListener told;
    private @Nullable KubernetesSource source;

    FakeSource(FakeApi api, Path folder) {
        this.client = TestObjects.client(TestObjects.settings(api.url(), null));
        this.copy = new CopyOnDisk(folder, Orders.NODE);
        this.told = new FakeListener(copy);
    }

    /** Makes the copy this, as an agent before has left it. */
    void keep(Holdings holdings) throws IOException {
        copy.write(holdings);
    }

    /** What the copy says. */
    Holdings kept() {
        return copy.read().holdings();
    }

    void start() {
        source = KubernetesSource.start(client, null, copy.read(), new KubernetesSource.Parts(copy, told));
    }

    FakeListener told() {
        return told;
    }

    void closeSource() {
        if (source != null) {
            source.close();
        }
    }

    @Override
    public void close() {
        closeSource();
        client.close();
    }
}
