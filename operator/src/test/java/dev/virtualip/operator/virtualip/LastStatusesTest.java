package dev.virtualip.operator.virtualip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Before an uninstall every VirtualIP is told that it was withdrawn, and nobody waits long for that. */
class LastStatusesTest {
    private final Map<String, VirtualIP> virtualIPs = new TreeMap<>();
    private final List<String> written = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private Duration writeTakes = Duration.ZERO;
    private boolean leading = true;
    private int failures;
    private int listFailures;

    private void say() {
        new LastStatuses(this::apply, this::list, () -> now).say(() -> leading, List.of());
    }

    private List<VirtualIP> list() {
        if (listFailures-- > 0) {
            throw new KubernetesClientException("not now", 503, null);
        }
        return List.copyOf(virtualIPs.values());
    }

    private VirtualIP apply(VirtualIP current, VirtualIPStatus status) {
        now = now.plus(writeTakes);
        if (failures-- > 0) {
            throw new KubernetesClientException("it changed", 409, null);
        }
        written.add(current.getMetadata().getName());
        current.setStatus(status);
        return current;
    }

    private void virtualIP(String name) {
        VirtualIP virtualIP = new VirtualIP();
        virtualIP.setMetadata(new ObjectMetaBuilder().withName(name).build());
        virtualIPs.put(name, virtualIP);
    }

    @Test
    void everyOneIsTold() {
        virtualIP("db");
        virtualIP("web");

        say();

        assertThat(written).containsExactly("db", "web");
        assertThat(virtualIPs.values())
                .allSatisfy(virtualIP -> assertThat(virtualIP.getStatus().conditions())
                        .extracting("reason")
                        .containsOnly("Withdrawn"));
    }

    @Test
    void whoWasToldIsNotToldAgain() {
        virtualIP("web");
        say();

        say();

        assertThat(written).containsExactly("web");
    }

    @Test
    void aLostWriteIsTriedAgain() {
        virtualIP("db");
        virtualIP("web");
        failures = 1;

        say();

        assertThat(written).containsExactlyInAnyOrder("db", "web");
    }

    @Test
    void aListThatFailsIsTriedAgain() {
        virtualIP("web");
        listFailures = 1;

        say();

        assertThat(written).containsExactly("web");
    }

    @Test
    void anApiServerThatRefusesEverythingKeepsNobody() {
        virtualIP("web");
        failures = Integer.MAX_VALUE;

        say();

        assertThat(written).isEmpty();
    }

    @Test
    void withoutTheLeaseNothingIsWritten() {
        virtualIP("web");
        leading = false;

        say();

        assertThat(written).isEmpty();
    }

    @Test
    void afterHalfAMinuteItEnds() {
        for (int i = 10; i < 60; i++) {
            virtualIP("web-" + i);
        }
        writeTakes = Duration.ofSeconds(1);

        say();

        assertThat(written).hasSizeBetween(30, 32);
    }
}
