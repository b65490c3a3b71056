package dev.virtualip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams to sockets of this test's own. */
final class NotifySocketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void messageReachesTheSocketAtAPath() throws Exception {
        assertReaches(folder.resolve("notify").toString());
    }

    @Test
    void messageReachesTheSocketWithAnAbstractName() throws Exception {
        assertReaches("@virtualip/" + UUID.randomUUID());
    }

    @Test
    void socketThatComesAndGoesIsReachedWhileItIsThere() throws Exception {
        Path path = folder.resolve("notify");
        try (NotifySocket socket = open(path.toString())) {
            assertThat(socket.send("READY=1")).isFalse();
            try (NotifyListener listener = new NotifyListener(path.toString())) {
                assertThat(socket.send("READY=1")).isTrue();
                assertThat(listener.next(PATIENCE)).isEqualTo("READY=1");
            }
            assertThat(socket.send("WATCHDOG=1")).isFalse();
            Files.delete(path);
            assertThat(socket.send("WATCHDOG=1")).isFalse();
        }
    }

    @Test
    void fullSocketIsNotWaitedFor() throws Exception {
        String name = folder.resolve("notify").toString();
        try (NotifyListener _ = new NotifyListener(name);
                NotifySocket socket = open(name)) {
            int sent = 0;
            while (sent < 1_000_000 && socket.send("WATCHDOG=1")) {
                sent++;
            }
            assertThat(sent).isPositive().isLessThan(1_000_000);
        }
    }

    @Test
    void closedSocketSendsNothing() throws Exception {
        String name = folder.resolve("notify").toString();
        try (NotifyListener listener = new NotifyListener(name)) {
            NotifySocket socket = open(name);
            socket.close();
            socket.close();
            assertThat(socket.send("READY=1")).isFalse();
            assertThat(listener.next(Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void messageThatIsTooLongIsLeftOut() throws Exception {
        String name = folder.resolve("notify").toString();
        try (NotifyListener _ = new NotifyListener(name);
                NotifySocket socket = open(name)) {
            assertThat(socket.send("STATUS=" + "x".repeat(2000))).isFalse();
            assertThat(socket.send("READY=1")).isTrue();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "/", "@", "run/notify", "vsock:2:1234", "notify"})
    void nameThatIsNoneOpensNothing(String name) {
        assertThat(NotifySocket.open(name)).isNull();
    }

    @Test
    void nameThatIsTooLongOpensNothing() {
        assertThat(NotifySocket.open("/" + "x".repeat(200))).isNull();
    }

    private static void assertReaches(String name) throws Exception {
        try (NotifyListener listener = new NotifyListener(name);
                NotifySocket socket = open(name)) {
            assertThat(socket.send("READY=1\nSTATUS=Größe")).isTrue();
            assertThat(listener.next(PATIENCE)).isEqualTo("READY=1\nSTATUS=Größe");
        }
    }

    private static NotifySocket open(String name) {
        return Objects.requireNonNull(NotifySocket.open(name));
    }
}
