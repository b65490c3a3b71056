package dev.virtualip.agent.config;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.FakeApi;
import dev.virtualip.agent.api.TestObjects;
import dev.virtualip.agent.node.Assignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source with its copy on disk, and the API server before it, which a test plays. */
final class FakeSource implements AutoCloseable {
    private final FakeApi api = FakeApi.start();
    private final ApiClient client;
    private final CopyOnDisk copy;
    private final FakeListener told;
    private @Nullable KubernetesSource source;

    FakeSource(Path folder) throws IOException {
        this.client = TestObjects.client(TestObjects.settings(api.url(), null));
        this.copy = new CopyOnDisk(folder, Orders.NODE);
        this.told = new FakeListener(copy);
    }

    FakeApi api() {
        return api;
    }

    /** What the source said last of the object; nothing so far: {@link Assignment#NONE}. */
    Assignment assignment() {
        return Objects.requireNonNullElse(told.assignment(), Assignment.NONE);
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
        api.close();
    }
}
