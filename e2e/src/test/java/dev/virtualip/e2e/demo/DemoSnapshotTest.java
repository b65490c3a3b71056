package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.probe.Outage;
import dev.virtualip.testkit.probe.ProbeLog;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoSnapshotTest {
    private static final DemoSnapshot.HostLine ACTIVE =
            new DemoSnapshot.HostLine("lb01", "VI_1", "Active", "150", List.of("192.168.31.5"), "PeerTimeout");

    @Test
    void snapshotShowsActiveHostAddressesAndReason() {
        DemoSnapshot scene = new DemoSnapshot(List.of(ACTIVE), new LinkedHashMap<>());
        assertThat(scene.lines().get(1))
                .containsSubsequence("lb01", "VI_1", "Active", "150", "192.168.31.5", "PeerTimeout");
        assertThat(ACTIVE.change()).isEqualTo("lb01: VI_1 is Active (PeerTimeout)");
    }

    @Test
    void snapshotShowsLostProbes() {
        LinkedHashMap<String, ProbeLog> probes = new LinkedHashMap<>();
        probes.put("192.168.31.5", new ProbeLog(1000, 12, List.of(new Outage(0, 12_500_000, 12)), 1_000_000));
        assertThat(new DemoSnapshot(List.of(), probes).lines().getLast())
                .containsSubsequence("192.168.31.5", "1000 probes", "12 lost", "12.5 ms");
    }
}
