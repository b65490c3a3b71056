package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final DemoSnapshot SCENE = new DemoSnapshot(
            List.of(new DemoSnapshot.HostLine("node-a", "ingress", "Active", "150", List.of(), "Started")),
            new LinkedHashMap<>());

    @Test
    void viewThatFailsAtFirstIsReportedOnceAndDrawnLater() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch drawn = new CountDownLatch(1);
        try (Screen screen = Screen.open(() -> {
            if (looks.incrementAndGet() <= 3) {
                throw new IllegalStateException("no agent was started on node-a");
            }
            drawn.countDown();
            return SCENE;
        })) {
            screen.say("the story");
            assertThat(drawn.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("no agent was started on node-a")
                .contains("node-a: ingress is Active (Started)");
    }

    @Test
    void screenClosesAlthoughEveryViewFails() {
        Thread closing = Thread.ofPlatform().start(() -> {
            Screen screen = Screen.open(() -> {
                throw new IllegalStateException("never");
            });
            screen.close();
        });
        assertThat(closing)
                .satisfies(thread ->
                        assertThat(thread.join(Duration.ofSeconds(30))).isTrue());
    }
}
