package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.address.ExternalRemovalGuard;
import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.link.MarkList;
import dev.virtualip.agent.link.NetlinkKernel;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.LinuxPlatform;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.testkit.junit.SideBySide;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event loop on the real kernel: two hosts and a cable. */
@SideBySide
final class RouterLoopIT extends ConnectedHosts {
    @TempDir
    private Path folder;

    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10/24");
    }

    @Test
    void betterOneIsActive_andWhenItStopsTheOtherTakesOverWithoutAGap() throws Exception {
        host.start(vip().priority(200).build());
        peer.start(vip().build());
        host.await("vip", "Active");
        Host.until(
                "the peer knows",
                () -> InetAddress.ofLiteral("192.0.2.1")
                        .equals(peer.router("vip").activeRouter()));
        host.stop();

        peer.await("vip", "Active");
        assertThat(peer.router("vip").reason()).isEqualTo(Reason.PEER_STOPPED);
        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.10");
        assertThat(peer.addresses("eth0")).contains("192.0.2.10/32 scope global dynamic noprefixroute");
    }

    @Test
    void startUpSweepsWhatAnEarlierRunLeft_andNothingElse() throws Exception {
        BoundAddress left = BoundAddress.host(host.index("eth0"), InetAddress.ofLiteral("192.0.2.77"), 0);
        MarkList marks = MarkList.ofThisKernel(folder, new FakeLoop().listener());
        host.call(() -> {
            try (NetlinkKernel earlier =
                    new NetlinkKernel(LinuxPlatform.sockets().openRequests(), marks)) {
                return earlier.apply(List.of(new Change(Kind.ADD, left)));
            }
        });
        host.ip("addr add 192.0.2.78/32 dev eth0");
        assertThat(host.addresses("eth0")).contains("192.0.2.77");
        host.start(vip().build());

        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.77").contains("192.0.2.78", "192.0.2.1/24");
        assertThat(host.notices()).contains("Swept");
    }

    @Test
    void stolenAddressIsPutBack_thenHandedOver_andNotPreemptedAtOnce() throws Exception {
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().build());
        Host.until("the peer knows", () -> peer.router("vip").activeRouter() != null);
        steal(host, ExternalRemovalGuard.REMOVALS);

        peer.await("vip", "Active");
        host.await("vip", "Backup");
        assertThat(host.router("vip").reason()).isEqualTo(Reason.ADDRESS_STOLEN);
        assertThat(host.reasons("vip")).contains("AddressStolen");
        assertThat(host.message("vip", "AddressStolen")).contains("192.0.2.10", "does not preempt for 60 s");
        Host.sleepMillis(1_000);
        assertThat(host.router("vip").state().label()).isEqualTo("Backup");

        peer.stop();
        host.await("vip", "Active");
    }

    @Test
    void withoutASuccessorAStolenAddressIsPutBackForEver() throws Exception {
        host.start(vip().priority(200).build(), second().build());
        host.await("vip", "Active");
        host.await("second", "Active");
        steal(host, 3 * ExternalRemovalGuard.REMOVALS);
        Host.sleepMillis(1_500);
        steal(host, ExternalRemovalGuard.REMOVALS);

        host.await("vip", "Active");
        Host.until("there", () -> host.addresses("eth0").contains("192.0.2.10/32"));
        assertThat(host.steps())
                .filteredOn(step -> step.virtualRouter().equals("vip"))
                .extracting(step -> step.step().next().label())
                .as("it never let go")
                .doesNotContain("Initialize")
                .containsOnlyOnce("Backup");
        assertThat(host.notices()).contains("AddressStolenRepeatedly");
        assertThat(host.router("second").transitions())
                .as("that one was not touched")
                .isEqualTo(2);
    }

    @Test
    void addressesThatAreRemovedTogetherAreAllBack_andThatIsOneRemoval() throws Exception {
        host.start(
                vip().build(),
                second().build(),
                SpecBuilder.named("six", "2001:db8::10/64").id(57).build());
        host.await("vip", "Active");
        host.await("second", "Active");
        host.await("six", "Active");
        host.shell("(for i in 198.51.100.1/32 198.51.101.1/32 198.51.102.1/32 198.51.103.1/32 192.0.2.10/32"
                + " 2001:db8::10/128; do echo addr del $i dev eth0; done) | ip -batch -");

        Host.until(
                "all are there",
                () -> List.of("vip", "second", "six").stream()
                        .allMatch(name -> host.reasons(name).contains("AddressStolen")));
        for (String address : List.of("192.0.2.10", "198.51.100.1", "198.51.103.1", "2001:db8::10")) {
            Host.until(address + " is there", () -> host.addresses("eth0").contains(address + "/"));
        }
        assertThat(host.notices()).doesNotContain("AddressStolenRepeatedly");
        assertThat(host.router("second").state().label()).isEqualTo("Active");
    }

    private static SpecBuilder second() {
        return SpecBuilder.named("second", fourAddresses(1)).id(56);
    }

    /** Removes the address so often, each time as soon as it is there, and not faster than occasions are told apart. */
    private static void steal(Host host, int times) {
        for (int i = 0; i < times; i++) {
            Host.until("there", () -> host.addresses("eth0").contains("192.0.2.10/32"));
            host.ip("addr del 192.0.2.10/32 dev eth0");
            Host.sleepMillis(ExternalRemovalGuard.TOGETHER_NANOS / 1_000_000 + 10);
        }
    }

    @Test
    void hostsOwnAddressStays_withACondition() throws Exception {
        host.ip("addr add 192.0.2.10/24 dev eth0");
        host.start(vip().build());
        host.await("vip", "Active");
        assertThat(host.reasons("vip")).contains("HostHasAddress");
        assertThat(host.addresses("eth0")).doesNotContain("192.0.2.10/32");
        host.stop();

        assertThat(host.addresses("eth0")).contains("192.0.2.10/24");
    }

    @Test
    void foreignRouterOnOurVirtualRouterIdIsNamed() throws Exception {
        host.start(vip().allowedSources("192.0.2.99").build());
        peer.start(vip().priority(200).build());
        host.awaitCondition("vip", "VirtualRouterIDConflict");

        assertThat(host.snapshot().heardVirtualRouters())
                .anySatisfy(heard -> assertThat(heard.source()).isEqualTo(InetAddress.ofLiteral("192.0.2.2")));
        assertThat(host.message("vip", "VirtualRouterIDConflict")).contains("192.0.2.2 uses");
    }

    @Test
    void duplicateClaimIsAnsweredOnceInTenSeconds() throws Exception {
        SpecBuilder deaf = vip().allowedSources("192.0.2.99");
        host.start(deaf.announced(new AnnouncementSchedule(1, 0, 0, 0)).build());
        host.await("vip", "Active");
        peer.start(
                deaf.announced(new AnnouncementSchedule(5, 50_000_000L, 0, 0)).build());
        host.awaitCondition("vip", "DuplicateClaim");
        Host.until("the burst is over", () -> conflicts() >= 5);

        assertThat(host.router("vip").counters().announcements()).containsEntry("arp", 2L);
    }

    private long conflicts() {
        return host.router("vip").counters().conflicts().getOrDefault("duplicate-claim", 0L);
    }

    @Test
    void unicastWithoutPeersSendsNothing_withACondition() throws Exception {
        host.start(vip().unicastTo().build());
        host.await("vip", "Active");

        assertThat(host.reasons("vip")).contains("NoUnicastPeers");
        assertThat(host.router("vip").counters().advertisementsSent()).isZero();
    }

    @Test
    void moveGroupGoesTogether() throws Exception {
        VirtualRouterSpec[] group = {
            vip().moveGroup("g").priority(200).build(),
            SpecBuilder.named("second", "192.0.2.11")
                    .id(56)
                    .moveGroup("g")
                    .priority(200)
                    .build()
        };
        host.start(group);
        host.await("vip", "Active");
        host.await("second", "Active");
        peer.start(
                SpecBuilder.named("second", "192.0.2.11").id(56).priority(250).build());

        host.await("vip", "Backup");
        host.await("second", "Backup");
    }

    @Test
    void releaseHandsOver_andDoesNotPreemptWhileItIsSet() throws Exception {
        host.start(vip().priority(200).build());
        host.await("vip", "Active");
        peer.start(vip().build());
        Host.until("the peer knows", () -> peer.router("vip").activeRouter() != null);
        host.apply(vip().priority(200).release("1").build());
        peer.await("vip", "Active");
        Host.sleepMillis(1_000);
        assertThat(host.router("vip").state().label()).isEqualTo("Backup");

        host.apply(vip().priority(200).build());
        host.await("vip", "Active");
    }

    @Test
    void permanentAddressIsGivenALifetime_andALabel_live() throws Exception {
        host.start(vip().lifetimeSeconds(0).build());
        host.await("vip", "Active");
        assertThat(host.addresses("eth0")).containsPattern("192.0.2.10/32.*valid_lft forever");
        host.apply(vip().lifetimeSeconds(2).label("eth0:1").build());
        Host.until("labelled", () -> host.addresses("eth0").contains("eth0:1"));
        Host.sleepMillis(3_000);

        assertThat(host.addresses("eth0")).containsPattern("192.0.2.10/32.*eth0:1.*valid_lft [12]sec");
        assertThat(host.router("vip").transitions()).isEqualTo(2);
    }

    @Test
    void twoHundredAndFiftyFiveVirtualRoutersAndAThousandAddresses() throws Exception {
        VirtualRouterSpec[] specs = IntStream.rangeClosed(1, 255)
                .mapToObj(id -> SpecBuilder.named("r" + id, fourAddresses(id))
                        .id(id)
                        .everyMillis(1_000)
                        .build())
                .toArray(VirtualRouterSpec[]::new);
        host.start(specs);
        Host.until(
                "all are Active",
                () -> host.snapshot().virtualRouters().stream()
                        .allMatch(router -> router.boundAddresses().size() == 4));
        assertThat(host.addresses("eth0").lines().filter(line -> line.contains("198.51.")))
                .hasSize(4 * 255);
        Host.until(
                "all advertise",
                () -> host.snapshot().virtualRouters().stream()
                        .allMatch(router -> router.counters().advertisementsSent() > 1));
        host.stop();

        assertThat(host.addresses("eth0")).doesNotContain("198.51.");
    }

    private static String[] fourAddresses(int id) {
        return List.of(100, 101, 102, 103).stream()
                .map(net -> "198.51." + net + "." + id)
                .toArray(String[]::new);
    }
}
