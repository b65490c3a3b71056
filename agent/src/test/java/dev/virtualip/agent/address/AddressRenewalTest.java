package dev.virtualip.agent.address;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.SpecBuilder;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AddressRenewalTest {
    private static final InetAddress TEN = InetAddress.ofLiteral("192.0.2.10");

    private final FakeLoop loop = new FakeLoop();
    private final SpecBuilder spec = SpecBuilder.named("one", "192.0.2.10/24");
    private final AddressBinder addresses = binder(spec);

    private AddressBinder binder(SpecBuilder builder) {
        return new AddressBinder(
                loop,
                new SharedAddresses(),
                (bound, nowNanos) -> {},
                builder.build().binding());
    }

    @BeforeEach
    void hold() {
        addresses.moveTo(ETH0);
        addresses.want(List.of(TEN), loop.now);
    }

    @Test
    void lifetimeIsRenewedThreeToFourTimesWithinItself() {
        loop.pass(30 * SECOND);

        assertThat(loop.kernel.count(Kind.RENEW)).isBetween(30L, 40L);
    }

    @Test
    void addressMissingInTheMonitorIsNotRenewed() {
        loop.eth0().remove(TEN, 32);
        loop.pass(10 * SECOND);

        assertThat(loop.kernel.count(Kind.RENEW)).isZero();
        assertThat(loop.eth0().addresses()).isEmpty();
    }

    @Test
    void nothingIsRenewedThatIsNotWantedAnyMore() {
        addresses.drop(List.of(TEN), loop.now);
        loop.pass(10 * SECOND);

        assertThat(loop.kernel.count(Kind.RENEW)).isZero();
    }

    @Test
    void lifetimeThatBecomesPermanentIsSetOnceMoreAndNeverAgain() {
        addresses.configure(spec.lifetimeSeconds(0).build().binding());
        loop.pass(60 * SECOND);

        assertThat(loop.kernel.count(Kind.RENEW)).isOne();
        assertThat(loop.kernel.changes.getLast().bound().lifetimeSeconds()).isZero();
    }

    @Test
    void permanentAddressThatIsGivenALifetimeIsRenewedFromThenOn() {
        addresses.configure(spec.lifetimeSeconds(0).build().binding());
        loop.pass(10 * SECOND);
        addresses.configure(spec.lifetimeSeconds(6).build().binding());
        loop.pass(6 * SECOND);

        assertThat(loop.kernel.changes.getLast().bound().lifetimeSeconds()).isEqualTo(6);
        assertThat(loop.kernel.count(Kind.RENEW)).isBetween(4L, 6L);
    }

    @Test
    void lifetimeGrowsWithTheCost_upToPermanent_andComesBack() {
        loop.cost.measured(1, SECOND / 6);
        loop.cost.holds(1);
        assertThat(addresses.lifetimeNanos()).isEqualTo(10 * SECOND);

        loop.cost.holds(100);
        loop.pass(2 * SECOND);
        assertThat(loop.kernel.changes.getLast().bound().lifetimeSeconds()).isZero();

        loop.cost.holds(1);
        loop.pass(60 * SECOND);
        assertThat(loop.kernel.changes.getLast().bound().lifetimeSeconds()).isPositive();
    }

    @Test
    void lifetimeThatGrowsWithTheCostNeverOutlivesTheKernels() {
        loop.cost.measured(1, SECOND / 10_000);
        loop.cost.holds(255);
        for (int i = 0; i < 40; i++) {
            // On a busy machine the measure jumps about, and so does the lifetime that follows from it.
            long took = i % 4 == 0 ? SECOND / 100 : SECOND / 10_000;
            loop.kernel.working = () -> loop.now += took;
            loop.pass(6 * SECOND);
        }

        assertThat(loop.kernel.changes)
                .extracting(change -> change.bound().lifetimeSeconds())
                .anySatisfy(seconds -> assertThat(seconds).isGreaterThan(9));
        assertThat(loop.kernel.expired).isEmpty();
    }

    @Test
    void lifetimeThatTheConfigurationGrowsAndShrinksNeverExpires() {
        for (int seconds : new int[] {60, 1, 20, 2, 0, 1, 60, 0, 3, 1}) {
            addresses.configure(spec.lifetimeSeconds(seconds).build().binding());
            loop.pass(7 * SECOND);
        }

        assertThat(loop.kernel.expired).isEmpty();
    }

    @Test
    void renewalThatFailsIsTriedAgainSoon_andABoundedNumberOfTimes() {
        loop.kernel.refused.add(TEN);
        loop.pass(5 * SECOND / 2);
        assertThat(loop.kernel.count(Kind.RENEW)).isBetween(5L, 9L);
        assertThat(addresses.failure()).contains("renewing 192.0.2.10 failed");

        loop.kernel.refused.clear();
        loop.pass(10 * SECOND);
        assertThat(loop.kernel.expired).isEmpty();
        assertThat(addresses.failure()).isNull();
    }

    @Test
    void turnOfTheLoopThatIsLongLosesNothingUpToHalfTheLifetime() {
        for (int i = 0; i < 20; i++) {
            loop.pass(SECOND / 3);
            loop.now += 3 * SECOND / 2;
            loop.kernel.expire();
            loop.turn();
        }

        assertThat(loop.kernel.expired).isEmpty();
    }

    @Test
    void virtualRoutersThatWereBoundTogetherAreNotRenewedTogether() {
        for (int i = 1; i <= 200; i++) {
            SpecBuilder other = SpecBuilder.named("r" + i, "198.51.100." + i);
            AddressBinder held = binder(other);
            held.moveTo(ETH0);
            held.want(List.of(InetAddress.ofLiteral("198.51.100." + i)), loop.now);
        }
        loop.pass(30 * SECOND);
        long most = 0;
        for (int i = 0; i < 100; i++) {
            long before = loop.kernel.calls;
            loop.pass(SECOND / 100);
            most = Math.max(most, loop.kernel.calls - before);
        }

        assertThat(most).as("renewals in ten milliseconds, of 200 a second").isLessThan(20);
    }

    @Test
    void addressesOfOneVirtualRouterAreRenewedByOneRequest() {
        AddressBinder ten = binder(SpecBuilder.named("ten", "198.51.100.1", "198.51.100.2", "198.51.100.3"));
        ten.moveTo(ETH0);
        for (int i = 1; i <= 3; i++) {
            ten.want(List.of(InetAddress.ofLiteral("198.51.100." + i)), loop.now);
            loop.pass(SECOND / 50);
        }
        loop.pass(10 * SECOND);
        long calls = loop.kernel.calls;
        loop.pass(30 * SECOND);

        assertThat(loop.kernel.calls - calls).as("of two virtual routers").isLessThan(85);
    }
}
