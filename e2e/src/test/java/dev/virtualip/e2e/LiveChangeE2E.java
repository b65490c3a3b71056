package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The file changes while the agents run: the Active stays Active and no probe is lost. */
@RequiresLab
class LiveChangeE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.101/24", "192.0.2.100/24");
    private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.101");
    private static final InetAddress ADDED = InetAddress.ofLiteral("192.0.2.102");

    @Test
    void addressesAreAddedAndRemoved() {
        try (RouterPair pair = RouterPair.ours("LiveChangeE2E-addresses", ROUTER)) {
            Prober prober = pair.probe();
            change(pair, router -> router.addresses(List.of("192.0.2.102/24", "192.0.2.100/24")));
            pair.a().awaitHolding(ADDED, RouterPair.PATIENCE);
            Wait.until(
                    "the other one is gone",
                    RouterPair.PATIENCE,
                    () -> !pair.hostA().holds(FIRST));
            pair.capture().await(advert -> advert.addresses().contains(ADDED), RouterPair.PATIENCE);
            assertThat(pair.capture().claims())
                    .extracting(CapturedPacket.Claim::address)
                    .as("announced")
                    .contains(ADDED);
            nobodyNoticed(pair, prober);
        }
    }

    @Test
    void changedPriorityIsAdvertised() {
        try (RouterPair pair = RouterPair.ours("LiveChangeE2E-priority", ROUTER)) {
            Prober prober = pair.probe();
            final int other = 140;
            pair.agentA().configure(pair.router().priority(other));
            pair.capture().await(advert -> advert.priority() == other, RouterPair.PATIENCE);
            nobodyNoticed(pair, prober);
        }
    }

    @Test
    void intervalGrowsAndShrinksWithoutLoss() {
        try (RouterPair pair = RouterPair.ours("LiveChangeE2E-interval", ROUTER)) {
            Prober prober = pair.probe();
            change(pair, router -> router.interval(Duration.ofMillis(500)));
            pair.capture().await(advert -> advert.intervalMillis() == 500, RouterPair.PATIENCE);
            Wait.millis(2000);
            change(pair, router -> router.interval(Duration.ofMillis(100)));
            long shrunk = System.nanoTime();
            pair.capture()
                    .await(
                            advert -> advert.atNanos() - shrunk > 0 && advert.intervalMillis() == 100,
                            RouterPair.PATIENCE);
            Wait.millis(500);
            nobodyNoticed(pair, prober);
        }
    }

    /** A file that is written in place, as an editor or {@code cp} does it, and the signal that means "now". */
    @Test
    void hangupReloadsTheFileAtOnce() {
        try (RouterPair pair = RouterPair.ours("LiveChangeE2E-hang-up", ROUTER)) {
            Prober prober = pair.probe();
            Path file = pair.lab().folder().resolve("a-agent.yaml");
            Files.writeString(file, Files.readString(file).replace("priority: 150", "priority: 160"));
            pair.a().reload();
            pair.capture().await(advert -> advert.priority() == 160, RouterPair.PATIENCE);
            nobodyNoticed(pair, prober);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void brokenFileIsRefusedAndTheOldOneStaysInForce() throws IOException {
        try (RouterPair pair = RouterPair.ours("LiveChangeE2E-broken", ROUTER)) {
            Prober prober = pair.probe();
            Path file = pair.lab().folder().resolve("a-agent.yaml");
            String good = Files.readString(file);
            Files.writeString(file, good.substring(0, good.length() / 2));
            Wait.until(
                    "half a file is refused",
                    RouterPair.PATIENCE,
                    () -> pair.a().log().contains("stays in force"));
            Files.delete(file);
            Wait.until("a missing file is said", RouterPair.PATIENCE, () -> refusals(pair) >= 2);
            Files.writeString(file, good.replace("priority: 150", "priority: 170"));
            pair.capture().await(advert -> advert.priority() == 170, RouterPair.PATIENCE);
            nobodyNoticed(pair, prober);
            try (var files = Files.list(file.getParent())) {
                assertThat(files).noneMatch(path -> path.toString().contains(".tmp"));
            }
        }
    }

    private static long refusals(RouterPair pair) {
        return pair.a()
                .log()
                .lines()
                .filter(line -> line.contains("stays in force"))
                .count();
    }

    private static void change(RouterPair pair, UnaryOperator<RouterSetup> change) {
        RouterSetup changed = change.apply(pair.router());
        pair.agentA().configure(changed.priority(RouterPair.BETTER));
        pair.agentB().configure(changed.priority(RouterPair.WORSE));
    }

    private static void nobodyNoticed(RouterPair pair, Prober prober) {
        Wait.millis(700);
        ProbeLog log = prober.stop();
        assertThat(log.lost()).as("%s", log).isZero();
        assertThat(pair.capture().adverts())
                .extracting(CapturedPacket.Advert::priority)
                .doesNotContain(0);
        assertThat(pair.capture().advertsOf("b")).isEmpty();
        assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
        assertThat(pair.field(pair.agentB(), "state").asText()).isEqualTo("Backup");
    }
}
