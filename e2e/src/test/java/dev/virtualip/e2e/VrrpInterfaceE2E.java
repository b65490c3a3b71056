package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Commands;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VRRP over a heartbeat network, eth2, for addresses on eth1: two agents, and an agent beside a keepalived. */
@RequiresLab
@SideBySide
class VrrpInterfaceE2E {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    private static final int SEVERAL_INTERVALS_MILLIS = 1500;

    private static Lab lab(String title) {
        Lab lab = Lab.start(title, LabSubnets.DOCUMENTATION, "a", "b", "client");
        try {
            bridge(lab, "link add hb0 type bridge mcast_snooping 0");
            bridge(lab, "link set hb0 up");
            connect(lab, "a", 1);
            connect(lab, "b", 2);
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static void connect(Lab lab, String name, int number) {
        LabHost host = lab.host(name);
        bridge(
                lab,
                "link add hb-%s type veth peer name eth2 netns %s"
                        .formatted(name, host.namespace().name()));
        bridge(lab, "link set hb-%s master hb0 up".formatted(name));
        host.ip("addr add 198.51.100.%d/24 dev eth2".formatted(number), "link set eth2 up");
    }

    private static void bridge(Lab lab, String arguments) {
        Commands.run(("ip -n " + lab.bridge().name() + " " + arguments).split(" "));
    }

    /** Pulls the cable of the heartbeat network out of a host, or puts it back. */
    private static void heartbeat(Lab lab, String host, String change) {
        bridge(lab, "link set hb-" + host + " " + change);
    }

    private static Daemon start(VrrpProgram program, LabHost host, int priority) {
        return switch (program) {
            case OURS -> AgentProcess.start(host, """
                apiVersion: virtualip.dev/v1alpha1
                kind: VRRPRouter
                metadata: {name: %s}
                spec:
                  virtualRouters:
                  - name: web
                    interface: eth1
                    addresses: [192.0.2.100/24]
                    priority: %d
                    advertisementInterval: 250ms
                    vrrp: {virtualRouterID: 55, interface: {name: eth2}}
                """.formatted(host, priority));
            case KEEPALIVED -> KeepalivedProcess.start(host, """
                vrrp_instance web {
                    state BACKUP
                    interface eth2
                    virtual_router_id 55
                    version 3
                    priority %d
                    advert_int 0.25
                    virtual_ipaddress {
                        192.0.2.100/24 dev eth1
                    }
                }
                """.formatted(priority));
        };
    }

    private static void awaitOnly(Lab lab, String holder) {
        LabHost other = lab.host(holder.equals("a") ? "b" : "a");
        Wait.until(
                "only " + holder + " holds the address",
                RouterPair.PATIENCE,
                () -> lab.host(holder).holds(ADDRESS) && !other.holds(ADDRESS));
    }

    private static void awaitState(AgentProcess agent, String state) {
        Wait.until(
                agent.host() + " is " + state,
                RouterPair.PATIENCE,
                () -> agent.router("web")
                        .filter(router -> router.path("state").asText().equals(state))
                        .isPresent());
    }

    private static String field(AgentProcess agent, String name) {
        return agent.router("web").orElseThrow().path(name).asText();
    }

    /** The capture sees both networks: the ports of this one begin with hb. */
    private static void theHeartbeatNetworkCarriesAllAdvertisements(PacketCapture capture) {
        assertThat(capture.adverts())
                .isNotEmpty()
                .extracting(CapturedPacket.Advert::host)
                .allMatch(port -> port.startsWith("hb"));
    }

    @Test
    void eachCableThatIsPulledLeavesOneHolder() {
        try (Lab lab = lab("VrrpInterfaceE2E-ours")) {
            PacketCapture capture = PacketCapture.start(lab);
            AgentProcess a = (AgentProcess) start(VrrpProgram.OURS, lab.host("a"), 150);
            a.awaitHolding(ADDRESS, RouterPair.PATIENCE);
            AgentProcess b = (AgentProcess) start(VrrpProgram.OURS, lab.host("b"), 100);
            awaitState(b, "Backup");
            Wait.until(
                    "b follows a",
                    RouterPair.PATIENCE,
                    () -> field(b, "activeRouter").equals("198.51.100.1"));
            assertThat(field(b, "vrrpInterface")).isEqualTo("eth2");

            Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
            lab.host("a").pullCable();
            awaitOnly(lab, "b");
            assertThat(field(a, "reason")).isEqualTo("LinkDown");
            lab.host("a").plugCable();
            awaitOnly(lab, "a");
            System.out.println("cable of the address pulled and plugged: " + prober.stop());

            // b does not receive a any longer, and takes over; a answers until it hears b's announcement.
            ProbeLog cut = probed(lab, () -> {
                heartbeat(lab, "a", "down");
                awaitOnly(lab, "b");
                awaitState(a, "Initialize");
            });
            assertThat(field(a, "reason")).isEqualTo("LinkDown");
            assertThat(cut.longestMillis())
                    .as("the heartbeat of the Active is cut: %s", cut)
                    .isLessThan(500);
            ProbeLog back = probed(lab, () -> {
                heartbeat(lab, "a", "up");
                awaitOnly(lab, "a");
            });
            assertThat(back.longestMillis()).as("%s", back).isLessThan(500);

            ProbeLog network = probed(lab, () -> {
                heartbeat(lab, "a", "down");
                heartbeat(lab, "b", "down");
                awaitState(b, "Initialize");
                Wait.millis(SEVERAL_INTERVALS_MILLIS);
            });
            assertThat(network.lost())
                    .as("the heartbeat network is down: %s", network)
                    .isZero();
            awaitOnly(lab, "a");
            heartbeat(lab, "a", "up");
            heartbeat(lab, "b", "up");
            awaitState(b, "Backup");
            System.out.println("heartbeat of the Active cut: %s; back: %s".formatted(cut, back));

            theHeartbeatNetworkCarriesAllAdvertisements(capture);
            assertThat(capture.claims()).extracting(CapturedPacket.Claim::host).contains("a", "b");
        }
    }

    private static ProbeLog probed(Lab lab, Runnable story) {
        Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
        story.run();
        return prober.stop();
    }

    @ParameterizedTest
    @CsvSource({"OURS, KEEPALIVED", "KEEPALIVED, OURS"})
    void agentAndKeepalivedShareHeartbeatNetwork(VrrpProgram first, VrrpProgram second) {
        try (Lab lab = lab("VrrpInterfaceE2E-" + first)) {
            PacketCapture capture = PacketCapture.start(lab);
            Daemon a = start(first, lab.host("a"), 150);
            a.awaitHolding(ADDRESS, RouterPair.PATIENCE);
            Daemon b = start(second, lab.host("b"), 100);
            Wait.millis(SEVERAL_INTERVALS_MILLIS);
            awaitOnly(lab, "a");

            assertThat(a.stop()).isZero();
            awaitOnly(lab, "b");
            Daemon again = start(first, lab.host("a"), 150);
            awaitOnly(lab, "a");
            lab.host("a").pullCable();
            awaitOnly(lab, "b");
            assertThat(List.of(again.isAlive(), b.isAlive())).containsOnly(true);
            theHeartbeatNetworkCarriesAllAdvertisements(capture);
        }
    }
}
