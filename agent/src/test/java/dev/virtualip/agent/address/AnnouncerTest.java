package dev.virtualip.agent.address;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.AnnouncementSchedule;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnnouncerTest {
    private static final AnnouncementSchedule USUAL = new AnnouncementSchedule(5, SECOND / 10, SECOND, 60 * SECOND);
    private static final AnnouncementSchedule ONCE = new AnnouncementSchedule(1, 0, 0, 0);

    private final FakeLoop loop = new FakeLoop();
    private final RouterCounters counters = new RouterCounters();

    private Announcer holding(int count, AnnouncementSchedule schedule) {
        return holding(count, schedule, 0);
    }

    private Announcer holding(int count, AnnouncementSchedule schedule, int lifetimeSeconds) {
        SpecBuilder spec = SpecBuilder.named(
                        "many",
                        IntStream.range(0, count)
                                .mapToObj(i -> "198.51.100." + (i + 1))
                                .toArray(String[]::new))
                .lifetimeSeconds(lifetimeSeconds);
        AddressBinder held = new AddressBinder(
                loop,
                new SharedAddresses(),
                (bound, nowNanos) -> {},
                spec.build().binding());
        held.moveTo(ETH0);
        held.want(
                spec.build().binding().addresses().stream()
                        .map(address -> address.address())
                        .toList(),
                loop.now);
        loop.pass(1_000);
        Announcer announcer = new Announcer(loop, counters, held);
        announcer.configure(schedule);
        return announcer;
    }

    @Test
    void takeoverIsAnnouncedInABurst_andInASecondOneLater_andThenSlowly() {
        Announcer announcer = holding(1, USUAL);
        announcer.burst(loop.now);
        assertThat(loop.announced).as("at once").hasSize(1);
        loop.pass(SECOND / 2);
        assertThat(loop.announced).as("the burst").hasSize(5);
        loop.pass(SECOND);
        assertThat(loop.announced).as("the second burst").hasSize(10);
        loop.pass(118 * SECOND);
        assertThat(loop.announced).as("the refresh, once a minute").hasSize(11);
        assertThat(counters.arpSent).isEqualTo(11);
    }

    @Test
    void crashedHoldersAddressesAreAnnouncedAgainWhenTheyHaveExpired() {
        Announcer announcer = holding(1, ONCE);
        announcer.burst(loop.now);
        announcer.repeatAfter(3 * SECOND - 300_000_000L, loop.now);
        loop.pass(3 * SECOND - 1);
        assertThat(loop.announced).hasSize(1);
        loop.pass(1);
        assertThat(loop.announced).hasSize(2);
    }

    @Test
    void anotherMacAddressIsAnnouncedInAWholeBurstAtOnce_andNothingElseIs() {
        Announcer announcer = holding(1, USUAL);
        announcer.burst(loop.now);
        loop.pass(SECOND / 20);
        loop.announced.clear();
        announcer.linkChanged(loop.now);
        assertThat(loop.announced).as("the same MAC address").isEmpty();

        loop.mac(0x0200_0000_0002L);
        announcer.linkChanged(loop.now);
        assertThat(loop.announced).as("at once, also right after a burst").hasSize(1);
        announcer.linkChanged(loop.now);
        loop.pass(2 * SECOND);
        assertThat(loop.announced).as("both bursts").hasSize(10);
    }

    @Test
    void anotherMacAddressInTheMiddleOfARoundBeginsItAgain() {
        Announcer announcer = holding(250, ONCE);
        announcer.burst(loop.now);
        loop.announced.clear();
        loop.mac(0x0200_0000_0002L);
        announcer.linkChanged(loop.now);
        loop.pass(1_000);

        assertThat(loop.announced.stream().flatMap(List::stream).distinct()).hasSize(250);
    }

    @Test
    void anotherMacAddressOfARouterThatIsNotActiveIsNotAnnounced() {
        Announcer announcer = holding(1, USUAL);
        announcer.burst(loop.now);
        announcer.stop();
        loop.announced.clear();
        loop.mac(0x0200_0000_0002L);
        announcer.linkChanged(loop.now);

        assertThat(loop.announced).isEmpty();
    }

    @Test
    void manyAddressesAreAnnouncedInBoundedParts() {
        holding(250, ONCE).burst(loop.now);
        loop.pass(1_000);

        assertThat(loop.announced)
                .hasSize(4)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(FrameSender.FRAMES_MAX));
        assertThat(loop.announced.stream().flatMap(List::stream).distinct()).hasSize(250);
    }

    @Test
    void routerThatGivesUpIsSilentAtOnce() {
        Announcer announcer = holding(1, USUAL);
        announcer.burst(loop.now);
        announcer.repeatAfter(SECOND, loop.now);
        announcer.stop();
        loop.announced.clear();
        announcer.bound(List.of(InetAddress.ofLiteral("198.51.100.1")));
        loop.pass(300 * SECOND);

        assertThat(loop.announced).isEmpty();
    }

    @Test
    void losingAdvertisementsDoNotMultiplyAnnouncements() {
        Announcer announcer = holding(1, ONCE);
        for (int i = 0; i < 1_000; i++) {
            announcer.burst(loop.now);
            loop.pass(SECOND / 1_000);
        }

        assertThat(loop.announced).hasSize(1);
    }

    @Test
    void refreshThatIsConfiguredLaterBegins() {
        Announcer announcer = holding(1, ONCE);
        announcer.burst(loop.now);
        announcer.configure(new AnnouncementSchedule(1, 0, 0, 10 * SECOND));
        loop.pass(35 * SECOND);

        assertThat(loop.announced).hasSize(4);
    }

    @Test
    void configurationsThatComeOftenDoNotPutTheRefreshOff() {
        Announcer announcer = holding(1, new AnnouncementSchedule(1, 0, 0, 60 * SECOND));
        announcer.burst(loop.now);
        for (int i = 0; i < 13; i++) {
            loop.pass(10 * SECOND);
            announcer.configure(new AnnouncementSchedule(1, 0, 0, 60 * SECOND));
        }

        assertThat(loop.announced).hasSize(3);
    }

    @Test
    void crashedHolderIsGivenTheLifetimeThatItsAddressesMayHaveCostIt() {
        Announcer announcer = holding(1, ONCE, 3);
        announcer.burst(loop.now);
        announcer.repeatAfter(3 * SECOND, loop.now);
        loop.cost.measured(1, SECOND / 6);
        loop.cost.holds(1);
        loop.kernel.working = () -> loop.now += SECOND / 6;
        loop.pass(9 * SECOND);
        assertThat(loop.announced).as("after the lifetime that is configured").hasSize(2);

        loop.pass(3 * SECOND);
        assertThat(loop.announced).as("after the one that it may have grown to").hasSize(3);
        loop.pass(60 * SECOND);
        assertThat(loop.announced).hasSize(3);
    }

    @Test
    void addressBoundRepeatedlyIsAnnouncedOnceASecond() {
        Announcer announcer = holding(1, ONCE);
        announcer.burst(loop.now);
        loop.announced.clear();
        for (int i = 0; i < 100; i++) {
            announcer.bound(List.of(InetAddress.ofLiteral("198.51.100.1")));
            loop.pass(SECOND / 20);
        }

        assertThat(loop.announced).hasSizeBetween(5, 11);
    }
}
