package dev.virtualip.agent.router;

import static dev.virtualip.agent.router.FakeLoop.ETH0;
import static dev.virtualip.agent.router.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.router.KernelAddresses.Kind;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AddressRenewalTest {
    private static final InetAddress TEN = InetAddress.ofLiteral("192.0.2.10");

    private final FakeLoop loop = new FakeLoop();
    private final SpecBuilder spec = SpecBuilder.named("one", "192.0.2.10/24");
    private final HeldAddresses addresses =
            new HeldAddresses(loop, new Alone(), spec.build().binding());

    /** Nobody else is there. */
    private static final class Alone implements HeldAddresses.Owner {
        @Override
        public void bound(List<InetAddress> addresses, long nowNanos) {}

        @Override
        public boolean wantedByAnother(int linkIndex, InetAddress address) {
            return false;
        }
    }

    @BeforeEach
    void hold() {
        addresses.moveTo(ETH0);
        addresses.want(List.of(TEN), loop.now);
    }

    @Test
    void aLifetimeIsRenewedThreeTimesWithinItself() {
        loop.pass(3 * SECOND);

        assertThat(loop.kernel.count(Kind.RENEW)).isEqualTo(3);
    }

    @Test
    void whatTheMonitorNoLongerShowsIsNotRenewed_becauseThatWouldCreateIt() {
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
    void aLifetimeThatBecomesPermanentIsSetOnceMoreAndNeverAgain() {
        addresses.configure(spec.lifetimeSeconds(0).build().binding());
        loop.pass(60 * SECOND);

        assertThat(loop.kernel.count(Kind.RENEW)).isOne();
        assertThat(loop.kernel.changes.getLast().bound().lifetimeSeconds()).isZero();
    }

    @Test
    void aPermanentAddressThatIsGivenALifetimeIsRenewedFromThenOn() {
        addresses.configure(spec.lifetimeSeconds(0).build().binding());
        loop.pass(10 * SECOND);
        addresses.configure(spec.lifetimeSeconds(6).build().binding());
        loop.pass(6 * SECOND);

        assertThat(loop.kernel.changes.getLast().bound().lifetimeSeconds()).isEqualTo(6);
        assertThat(loop.kernel.count(Kind.RENEW)).isEqualTo(4);
    }

    @Test
    void theLifetimeGrowsWithTheCost_upToPermanent_andComesBack() {
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
}
