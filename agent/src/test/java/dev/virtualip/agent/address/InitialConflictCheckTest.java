package dev.virtualip.agent.address;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.Timing;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Before the first binding the router probes the network, and waits while another host answers. */
final class InitialConflictCheckTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.10");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.11");
    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.1");
    private static final MacAddress FOREIGN_DEVICE = new MacAddress(0x0200_0000_0099L);

    private final FakeLoop loop = new FakeLoop();
    private final RouterCounters counters = new RouterCounters();

    private InitialConflictCheck of(VirtualRouterSpec spec) {
        AddressBinder held = new AddressBinder(loop, new SharedAddresses(), (bound, nowNanos) -> {}, spec.binding());
        held.moveTo(ETH0);
        return new InitialConflictCheck(loop, held, counters, spec);
    }

    private static VirtualRouterSpec asking(String... addresses) {
        return asking(VirtualRouterSpec.FIRST_PLANNED_PRIORITY, addresses);
    }

    private static VirtualRouterSpec asking(int priority, String... addresses) {
        return SpecBuilder.named("vip", addresses)
                .everyMillis(1_000)
                .priority(priority)
                .askFirst()
                .build();
    }

    private static RouterSettings settings(VirtualRouterSpec spec) {
        return spec.settings(SOURCE, SECOND);
    }

    private static long patience(VirtualRouterSpec spec) {
        return Timing.activeDownNanos(3, spec.priority(), SECOND);
    }

    @Test
    void threeProbesLeaveWithinTheActiveDownInterval_theFirstAtOnce() {
        VirtualRouterSpec spec = asking("192.0.2.10", "192.0.2.11");
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        assertThat(loop.asked).containsExactly(List.of(ADDRESS, OTHER));
        loop.pass(patience(spec) / 2);
        assertThat(loop.asked).hasSize(3);
        loop.pass(patience(spec) / 2);

        assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();
        assertThat(loop.asked).hasSize(3);
    }

    @Test
    void plannedBackupGivesTheFirstAHeadStart() {
        VirtualRouterSpec spec = asking(VirtualRouterSpec.FIRST_PLANNED_PRIORITY - 20, "192.0.2.10");
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        loop.pass(patience(spec));

        assertThat(binding.heldUntil(settings(spec), loop.now))
                .isEqualTo(loop.now + InitialConflictCheck.HEAD_START_NANOS);
        assertThat(binding.holdsBack()).as("no address is in use").isFalse();
        loop.pass(InitialConflictCheck.HEAD_START_NANOS);
        assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();
    }

    @Test
    void headStartEndsWhenAnActiveIsHeardAndIsNotGivenAgain() {
        VirtualRouterSpec spec = asking(VirtualRouterSpec.FIRST_PLANNED_PRIORITY - 20, "192.0.2.10");
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        binding.decided();
        loop.pass(patience(spec));
        assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();

        binding.left();
        binding.started(settings(spec), loop.now);
        loop.pass(patience(spec));
        assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();
    }

    @Test
    void headStartLastsWhenAddressesAreAddedMeanwhile() {
        VirtualRouterSpec spec = asking(VirtualRouterSpec.FIRST_PLANNED_PRIORITY - 20, "192.0.2.10");
        VirtualRouterSpec changed = asking(spec.priority(), "192.0.2.10", "192.0.2.11");
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        long end = loop.now + patience(spec) + InitialConflictCheck.HEAD_START_NANOS;
        binding.respecify(changed);
        binding.changed(settings(spec), settings(changed), loop.now);

        loop.pass(patience(spec));
        assertThat(binding.heldUntil(settings(changed), loop.now)).isEqualTo(end);
    }

    @Test
    void copyOnDiskAndFilesGiveNoHeadStart() {
        SpecBuilder low = SpecBuilder.named("vip", "192.0.2.10").priority(100);
        for (VirtualRouterSpec spec : List.of(low.build(), low.unconfirmed().build())) {
            InitialConflictCheck binding = of(spec);
            binding.started(settings(spec), loop.now);
            loop.pass(Timing.activeDownNanos(3, spec.priority(), spec.advertisementIntervalNanos()));
            assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();
        }
    }

    @Test
    void answerHoldsTheTakeoverBack_untilTwoQuestionsStayUnanswered_andThenBySkew() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        binding.onClaim(ADDRESS, FOREIGN_DEVICE);
        assertThat(binding.conflict()).as("an Active may still be heard").isNull();
        loop.pass(patience(spec));

        assertThat(binding.heldUntil(settings(spec), loop.now)).isEqualTo(loop.now + InitialConflictCheck.AGAIN_NANOS);
        assertThat(binding.conflict()).contains("192.0.2.10", "eth0", "02:00:00:00:00:99");
        binding.onClaim(ADDRESS, FOREIGN_DEVICE);
        loop.pass(InitialConflictCheck.AGAIN_NANOS);
        assertThat(binding.heldUntil(settings(spec), loop.now))
                .as("answered again")
                .isNotNull();
        loop.pass(InitialConflictCheck.AGAIN_NANOS);
        long freed = loop.now + InitialConflictCheck.ANSWER_NANOS + Timing.skewNanos(3, spec.priority(), SECOND);
        assertThat(binding.heldUntil(settings(spec), loop.now))
                .as("not answered")
                .isEqualTo(freed);
        assertThat(binding.conflict()).isNotNull();
        loop.pass(freed - loop.now);

        assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();
        assertThat(binding.conflict()).isNull();
        assertThat(loop.asked).hasSize(3 + 3);
        assertThat(loop.notices).containsExactly("AddressInUse");
    }

    @Test
    void answerToTheLastQuestionHoldsBackAgain_andThatIsOneConflict() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        InitialConflictCheck binding = held(spec);
        loop.pass(InitialConflictCheck.AGAIN_NANOS);
        assertThat(binding.heldUntil(settings(spec), loop.now)).isNotNull();
        binding.onClaim(ADDRESS, FOREIGN_DEVICE);

        assertThat(binding.heldUntil(settings(spec), loop.now)).isEqualTo(loop.now + InitialConflictCheck.AGAIN_NANOS);
        assertThat(loop.notices).containsExactly("AddressInUse");
        assertThat(loop.changes).isEqualTo(1);
    }

    private InitialConflictCheck held(VirtualRouterSpec spec) {
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        binding.onClaim(ADDRESS, FOREIGN_DEVICE);
        loop.pass(patience(spec));
        assertThat(binding.heldUntil(settings(spec), loop.now)).isNotNull();
        return binding;
    }

    @Test
    void routerThatKnowsAnActive_orWasOne_probesNeverAgain() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        InitialConflictCheck binding = held(spec);
        binding.decided();
        assertThat(binding.heldUntil(settings(spec), loop.now)).isNull();
        assertThat(binding.conflict()).isNull();
        loop.asked.clear();
        binding.left();
        binding.started(settings(spec), loop.now);
        loop.pass(10 * SECOND);

        assertThat(loop.asked).isEmpty();
        binding.onClaim(ADDRESS, FOREIGN_DEVICE);
        assertThat(binding.holdsBack()).isFalse();
    }

    @Test
    void routerThatLostItsLinkBeforeItsFirstTakeover_probesAgain() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        InitialConflictCheck binding = held(spec);
        binding.left();
        assertThat(binding.conflict()).isNull();
        loop.asked.clear();
        binding.started(settings(spec), loop.now);

        assertThat(loop.asked).hasSize(1);
        assertThat(binding.holdsBack()).isFalse();
    }

    @Test
    void otherAddressesAreAnotherQuestion_andGetTheTimeForAnAnswer() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        VirtualRouterSpec changed = asking("192.0.2.11");
        InitialConflictCheck binding = held(spec);
        loop.asked.clear();
        binding.respecify(changed);
        binding.changed(settings(spec), settings(changed), loop.now);
        assertThat(loop.asked).containsExactly(List.of(OTHER));
        assertThat(binding.conflict()).isNull();

        assertThat(binding.heldUntil(settings(changed), loop.now))
                .isEqualTo(loop.now + InitialConflictCheck.ANSWER_NANOS);
        binding.onClaim(ADDRESS, FOREIGN_DEVICE);
        loop.pass(InitialConflictCheck.ANSWER_NANOS);
        assertThat(binding.heldUntil(settings(changed), loop.now)).isNull();
    }

    @Test
    void anotherPriorityIsTheSameQuestion() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        InitialConflictCheck binding = held(spec);
        loop.asked.clear();
        binding.changed(
                settings(spec),
                settings(SpecBuilder.named("vip", "192.0.2.10").priority(7).build()),
                loop.now);

        assertThat(loop.asked).isEmpty();
        assertThat(binding.holdsBack()).isTrue();
    }

    @Test
    void routerWithoutProbe_andOwner_doNotWait() {
        for (SpecBuilder spec : List.of(
                SpecBuilder.named("vip", "192.0.2.10"),
                SpecBuilder.named("vip", "192.0.2.10").askFirst().unconfirmed().priority(255))) {
            InitialConflictCheck binding = of(spec.build());
            binding.started(settings(spec.build()), loop.now);
            binding.onClaim(ADDRESS, FOREIGN_DEVICE);
            assertThat(binding.heldUntil(settings(spec.build()), loop.now)).isNull();
        }
        assertThat(loop.asked).isEmpty();
    }

    @Test
    void unconfirmedRouterProbes_untilItNeedNotProbe() {
        VirtualRouterSpec unconfirmed = SpecBuilder.named("vip", "192.0.2.10")
                .everyMillis(1_000)
                .unconfirmed()
                .build();
        InitialConflictCheck binding = held(unconfirmed);
        binding.respecify(unconfirmed.asConfirmed());

        assertThat(binding.heldUntil(settings(unconfirmed), loop.now)).isNull();
        assertThat(binding.conflict()).isNull();
    }

    @Test
    void ourOwnAnswersAreNone() {
        VirtualRouterSpec spec = asking("192.0.2.10");
        loop.link(ETH0 + 1, "eth1", 0, 0);
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        binding.onClaim(ADDRESS, loop.eth0().mac());

        assertThat(binding.holdsBack()).isFalse();
    }

    @Test
    void manyAddressesAreAskedForInBoundedParts() {
        VirtualRouterSpec spec = asking(
                IntStream.rangeClosed(1, 250).mapToObj(i -> "198.51.100." + i).toArray(String[]::new));
        of(spec).started(settings(spec), loop.now);
        loop.pass(1_000);

        assertThat(loop.asked)
                .hasSize(4)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(FrameSender.FRAMES_MAX));
        assertThat(loop.asked.stream().flatMap(List::stream).distinct()).hasSize(250);
    }

    @Test
    void floodOfAnswersGrowsNothing_andTheFirstOneIsNamed() {
        VirtualRouterSpec spec = asking("192.0.2.10", "192.0.2.11");
        InitialConflictCheck binding = of(spec);
        binding.started(settings(spec), loop.now);
        for (int i = 0; i < 100_000; i++) {
            InetAddress claimed = i % 2 == 0 ? ADDRESS : InetAddress.ofLiteral("10.0.0." + i % 256);
            binding.onClaim(claimed, new MacAddress(1000 + i));
        }
        loop.pass(patience(spec));
        binding.heldUntil(settings(spec), loop.now);

        assertThat(binding.conflict()).contains("00:00:00:00:03:e8").doesNotContain("more addresses");
        assertThat(loop.notices).hasSize(1);
    }
}
