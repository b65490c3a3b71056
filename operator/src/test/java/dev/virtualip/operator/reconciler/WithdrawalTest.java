package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.api.FakeApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Before an uninstall every node is ordered to hold nothing and confirms it, and every status says so. */
class WithdrawalTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final Map<String, VRRPRouter> routers = new ConcurrentSkipListMap<>();
    private final Map<String, VirtualIP> virtualIPs = new ConcurrentSkipListMap<>();
    private final Set<String> confirming = new HashSet<>();
    private final Set<String> reachable = new HashSet<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final FakeApiServer server = FakeApiServer.start(this::answer);
    private Duration passed = Duration.ZERO;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private volatile Duration writeTakes = Duration.ZERO;
    private boolean leading = true;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger listFailures = new AtomicInteger();

    private Withdrawal withdrawal() {
        return new Withdrawal(server.client(), "", () -> reachable, this::pass, now::get);
    }

    private List<String> run() throws InterruptedException {
        return withdrawal().run(() -> leading);
    }

    private void writeStatuses() {
        withdrawal().writeStatuses(() -> leading, List.of());
    }

    /** Lets time pass; the agents carry out what they see. */
    private void pass(Duration time) {
        passed = passed.plus(time);
        routers.forEach((name, router) -> {
            if (confirming.contains(name)) {
                confirm(router);
            }
        });
    }

    private Object answer(FakeApiServer.Request request) {
        return switch (request.method() + " " + request.path().replaceFirst("/apis/virtualip.dev/v1alpha1/", "")) {
            case "GET vrrprouters" -> list(routers.values());
            case "GET virtualips" -> {
                if (listFailures.getAndDecrement() > 0) {
                    throw new FakeApiServer.RefusedException(503);
                }
                yield list(virtualIPs.values());
            }
            default -> patch(request);
        };
    }

    private static Map<String, Object> list(Collection<?> items) {
        return Map.of("kind", "List", "apiVersion", "virtualip.dev/v1alpha1", "items", List.copyOf(items));
    }

    private Object patch(FakeApiServer.Request request) {
        now.updateAndGet(time -> time.plus(writeTakes));
        assertThat(request.method()).isEqualTo("PATCH");
        if (failures.getAndDecrement() > 0) {
            throw new FakeApiServer.RefusedException(409);
        }
        String name = request.field("/metadata/name");
        written.add(name);
        if (request.path().endsWith("/status")) {
            VirtualIP virtualIP = Objects.requireNonNull(virtualIPs.get(name));
            virtualIP.setStatus(request.as(VirtualIP.class).getStatus());
            return virtualIP;
        }
        VRRPRouter router = Objects.requireNonNull(routers.get(name));
        router.setSpec(request.as(VRRPRouter.class).getSpec());
        router.getMetadata().setGeneration(router.getMetadata().getGeneration() + 1);
        return router;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyNodeIsEmptiedAndAwaited() throws InterruptedException {
        node("a");
        node("b");

        assertThat(run()).isEmpty();

        assertThat(written).containsExactly("a", "b");
        assertThat(routers.values())
                .allSatisfy(
                        router -> assertThat(router.getSpec().virtualRouters()).isEmpty());
    }

    @Test
    void formerLeaderIsGivenTheTimeToStop() throws InterruptedException {
        run();

        assertThat(passed).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void nodeThatDoesNotConfirmIsNamedAfterATimeout() throws InterruptedException {
        node("a");
        node("b");
        confirming.remove("b");

        assertThat(run()).containsExactly("b");
        assertThat(passed).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void deadNodeIsEmptiedButNotAwaited() throws InterruptedException {
        node("a");
        confirming.clear();
        reachable.clear();

        assertThat(run()).isEmpty();
        assertThat(written).containsExactly("a");
        assertThat(passed).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void lostWriteIsRetried() throws InterruptedException {
        node("a");
        failures.set(3);

        assertThat(run()).isEmpty();
        assertThat(written).containsExactly("a");
    }

    @Test
    void nothingIsWrittenWithoutTheLease() throws InterruptedException {
        node("a");
        leading = false;

        assertThat(run()).containsExactly("a");
        assertThat(written).isEmpty();
    }

    @Test
    void everyStatusSaysWithdrawn() {
        virtualIP("db");
        virtualIP("web");

        writeStatuses();

        assertThat(written).containsExactly("db", "web");
        assertThat(virtualIPs.values())
                .allSatisfy(virtualIP -> assertThat(virtualIP.getStatus().conditions())
                        .extracting("reason")
                        .containsOnly("Withdrawn"));
    }

    @Test
    void withdrawnStatusIsNotWrittenAgain() {
        virtualIP("web");
        writeStatuses();

        writeStatuses();

        assertThat(written).containsExactly("web");
    }

    @Test
    void lostStatusWriteIsRetried() {
        virtualIP("db");
        virtualIP("web");
        failures.set(1);

        writeStatuses();

        assertThat(written).containsExactlyInAnyOrder("db", "web");
    }

    @Test
    void failedListIsRetried() {
        virtualIP("web");
        listFailures.set(1);

        writeStatuses();

        assertThat(written).containsExactly("web");
    }

    @Test
    void refusingApiServerDoesNotBlock() {
        virtualIP("web");
        failures.set(Integer.MAX_VALUE);

        writeStatuses();

        assertThat(written).isEmpty();
    }

    @Test
    void noStatusIsWrittenWithoutTheLease() {
        virtualIP("web");
        leading = false;

        writeStatuses();

        assertThat(written).isEmpty();
    }

    @Test
    void writingStatusesEndsAfterHalfAMinute() {
        for (int i = 10; i < 60; i++) {
            virtualIP("web-" + i);
        }
        writeTakes = Duration.ofSeconds(1);

        writeStatuses();

        assertThat(written).hasSizeBetween(30, 32);
    }

    private void virtualIP(String name) {
        VirtualIP virtualIP = new VirtualIP();
        virtualIP.setMetadata(new ObjectMetaBuilder().withName(name).build());
        virtualIPs.put(name, virtualIP);
    }

    private void node(String name) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(
                new ObjectMetaBuilder().withName(name).withGeneration(3L).build());
        VirtualRouter held = YAML.unmarshal("""
            name: ingress
            interface: eth1
            addresses: [192.0.2.10/24]
            vrrp: {virtualRouterID: 5}
            """, VirtualRouter.class);
        router.setSpec(new VRRPRouterSpec(List.of(held), List.of()));
        confirm(router);
        routers.put(name, router);
        confirming.add(name);
        reachable.add(name);
    }

    private static void confirm(VRRPRouter router) {
        String status = "observedGeneration: %d".formatted(router.getMetadata().getGeneration());
        router.setStatus(YAML.unmarshal(status, VRRPRouterStatus.class));
    }
}
