package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckSpec.Effect;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.testkit.junit.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts of health checks, posted from another thread, move the address between real event loops and kernels. */
@SideBySide
final class HealthIT extends ConnectedHosts {
    private static final long MILLI = 1_000_000L;
    private static final String ADDRESS = "192.0.2.10/";

    private static SpecBuilder vip(Effect effect) {
        return SpecBuilder.named("vip", "192.0.2.10")
                .healthChecks(new HealthCheckSpec(
                        "nginx",
                        new HealthCheckTarget.Tcp("127.0.0.1", 80),
                        200 * MILLI,
                        100 * MILLI,
                        2,
                        2,
                        effect,
                        150));
    }

    private static void verdict(Host host, @Nullable Boolean healthy) {
        host.loop().onHealth("vip", List.of(new HealthCheckState("nginx", healthy, Instant.EPOCH, null)));
    }

    @Test
    void failingWithdrawMovesTheAddressAndRecoveryBringsItBack() throws Exception {
        host.start(vip(Effect.WITHDRAW).priority(200).build());
        peer.start(vip(Effect.WITHDRAW).preemption(Preemption.NEVER).build());
        verdict(host, true);
        verdict(peer, true);
        host.await("vip", "Active");

        verdict(host, false);
        peer.await("vip", "Active");
        host.await("vip", "Backup");
        assertThat(host.router("vip").reason()).isEqualTo(Reason.HEALTH_CHECK_FAILED);
        assertThat(host.router("vip").effectivePriority()).isOne();
        assertThat(host.router("vip").healthChecks().getFirst().healthy()).isFalse();

        verdict(host, true);
        host.await("vip", "Active");
        assertThat(host.router("vip").reason()).isEqualTo(Reason.PREEMPTING);
        assertThat(host.router("vip").effectivePriority()).isEqualTo(200);
    }

    @Test
    void unhealthyRouterAnswersWhileNoOtherIsHealthy() throws Exception {
        host.start(vip(Effect.WITHDRAW).priority(200).build());
        peer.start(vip(Effect.WITHDRAW).build());
        verdict(host, true);
        verdict(peer, false);
        host.await("vip", "Active");

        verdict(host, false);
        peer.await("vip", "Active");
        host.await("vip", "Backup");
        Host.sleepMillis(1_500);
        assertThat(peer.router("vip").state().label()).as("no ping-pong").isEqualTo("Active");
        assertThat(peer.addresses("eth0")).contains(ADDRESS);

        verdict(host, true);
        host.await("vip", "Active");
    }

    @Test
    void onlyRouterKeepsItsAddressBoundWhenItsCheckFails() throws Exception {
        host.start(vip(Effect.WITHDRAW).build());
        verdict(host, true);
        host.await("vip", "Active");

        verdict(host, false);
        host.await("vip", "Releasing");
        while (!host.router("vip").state().label().equals("Active")) {
            assertThat(host.addresses("eth0")).contains(ADDRESS);
        }
        assertThat(host.router("vip").effectivePriority()).isOne();
        assertThat(host.addresses("eth0")).contains(ADDRESS);
    }

    @Test
    void loweredPriorityLetsABetterBackupPreempt() throws Exception {
        host.start(vip(Effect.LOWER).priority(200).build());
        verdict(host, true);
        host.await("vip", "Active");
        peer.start(vip(Effect.LOWER).build());
        verdict(peer, true);
        peer.await("vip", "Backup");

        verdict(host, false);
        peer.await("vip", "Active");
        assertThat(host.router("vip").effectivePriority()).isEqualTo(50);
    }

    @Test
    void routerWithoutAnyVerdictTakesOverInTheEnd() throws Exception {
        host.start(vip(Effect.WITHDRAW).build());

        host.await("vip", "Active");
        assertThat(host.router("vip").effectivePriority()).isOne();
        assertThat(host.router("vip").healthChecks().getFirst().healthy()).isNull();
    }

    @Test
    void keepalivedThatDoesNotPreemptTakesOverFromAnUnhealthyRouter(@TempDir Path folder) throws Exception {
        host.start(vip(Effect.WITHDRAW).priority(200).build());
        verdict(host, true);
        host.await("vip", "Active");
        Path config = Files.writeString(folder.resolve("keepalived.conf"), """
            global_defs {
              vrrp_version 3
            }
            vrrp_instance vip {
              state BACKUP
              nopreempt
              interface eth0
              virtual_router_id 55
              priority 100
              advert_int 0.1
              virtual_ipaddress {
                192.0.2.10/32
              }
            }
            """);
        String pid = folder.resolve("pid").toString();
        peer.shell("keepalived -P -f %s -p %s -r %s >/dev/null 2>&1".formatted(config, pid, folder.resolve("vrrp")));
        try {
            Host.until("keepalived runs", () -> Files.exists(folder.resolve("vrrp")));
            Host.sleepMillis(1_000);
            assertThat(peer.addresses("eth0")).doesNotContain(ADDRESS);

            verdict(host, false);
            Host.until(
                    "keepalived has the address", () -> peer.addresses("eth0").contains(ADDRESS));
            host.await("vip", "Backup");
            assertThat(host.addresses("eth0")).doesNotContain(ADDRESS);

            verdict(host, true);
            host.await("vip", "Active");
            Host.until("keepalived let it go", () -> !peer.addresses("eth0").contains(ADDRESS));
        } finally {
            peer.shell("kill $(cat " + pid + ")");
        }
    }
}
