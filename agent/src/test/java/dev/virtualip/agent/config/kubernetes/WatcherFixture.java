package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.FakeApiServer;
import dev.virtualip.agent.api.TestObjects;
import dev.virtualip.agent.node.AppliedConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source with its copy on disk, and the API server before it, which a test plays. */
final class WatcherFixture implements AutoCloseable {
    private final FakeApiServer api = FakeApiServer.start();
    private final ApiClient client;
    private final LastKnownConfigFile copy;
    private final RecordingRouterListener told;
    private @Nullable VRRPRouterWatcher source;

    WatcherFixture(Path folder) throws IOException {
        this.client = TestObjects.client(TestObjects.settings(api.url(), null));
        this.copy = new LastKnownConfigFile(folder, RouterDocuments.NODE);
        this.told = new RecordingRouterListener(copy);
    }

    FakeApiServer api() {
        return api;
    }

    /** What the source said last of the object; nothing so far: {@link AppliedConfig#NONE}. */
    AppliedConfig appliedConfig() {
        return Objects.requireNonNullElse(told.appliedConfig(), AppliedConfig.NONE);
    }

    /** Makes the copy this, as an agent before has left it. */
    void keep(LastKnownConfig holdings) throws IOException {
        copy.write(holdings);
    }

    /** What the copy says. */
    LastKnownConfig kept() {
        return copy.read().config();
    }

    void start() {
        source = VRRPRouterWatcher.start(client, null, copy.read(), new VRRPRouterWatcher.Parts(copy, told));
    }

    RecordingRouterListener told() {
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
