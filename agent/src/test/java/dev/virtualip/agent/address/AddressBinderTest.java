package dev.virtualip.agent.address;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static dev.virtualip.agent.netlink.VirtualAddressRequests.PROTOCOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.address.AddressBinder.Loss;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.loop.FakeKernel;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AddressBinderTest {
    private static final InetAddress TEN = InetAddress.ofLiteral("192.0.2.10");
    private static final InetAddress ELEVEN = InetAddress.ofLiteral("192.0.2.11");

    private final FakeLoop loop = new FakeLoop();
    private final List<InetAddress> bound = new ArrayList<>();
    private final SharedAddresses shared = new SharedAddresses();

    private AddressBinder held(SpecBuilder spec) {
        AddressBinder addresses = new AddressBinder(
                loop,
                shared,
                (newlyBound, nowNanos) -> bound.addAll(newlyBound),
                spec.build().binding());
        addresses.moveTo(ETH0);
        return addresses;
    }

    private static SpecBuilder two() {
        return SpecBuilder.named("two", "192.0.2.10/24", "192.0.2.11/24");
    }

    private BoundAddress last() {
        return loop.kernel.changes.getLast().bound();
    }

    @Test
    void anAddressIsBoundAsASingleHost_whateverItsPrefix() {
        held(two()).want(List.of(TEN), loop.now);

        assertThat(last()).isEqualTo(new BoundAddress(ETH0, TEN, 32, null, 3));
        assertThat(bound).containsExactly(TEN);
    }

    @Test
    void withBindPrefixItIsBoundWithItsPrefix() {
        held(two().withPrefix()).want(List.of(TEN), loop.now);

        assertThat(last().prefixLength()).isEqualTo(24);
    }

    @Test
    void aThousandAddressesComeAndGoInBoundedParts() {
        String[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> "198.51." + (100 + i / 250) + "." + (1 + i % 250))
                .toArray(String[]::new);
        SpecBuilder spec = SpecBuilder.named("many", many).lifetimeSeconds(0);
        List<InetAddress> all = spec.build().binding().addresses().stream()
                .map(VirtualAddress::address)
                .toList();
        AddressBinder addresses = held(spec);
        addresses.want(all, loop.now);
        assertThat(loop.eth0().addresses()).hasSize(KernelAddresses.CHANGES_MAX);
        loop.turn();
        assertThat(loop.eth0().addresses()).as("no more in the same turn").hasSize(KernelAddresses.CHANGES_MAX);
        loop.pass(1_000);
        assertThat(loop.eth0().addresses()).hasSize(1_000);

        addresses.drop(all, loop.now);
        loop.pass(1_000);
        assertThat(addresses.anyBound()).isFalse();
        assertThat(loop.eth0().addresses()).isEmpty();
    }

    @Test
    void refusedChangeIsTriedAgainEverySecond_withoutHoldingOthersUp() {
        loop.kernel.refused.add(TEN);
        AddressBinder addresses = held(two().lifetimeSeconds(0));
        addresses.want(List.of(TEN, ELEVEN), loop.now);

        assertThat(bound).containsExactly(ELEVEN);
        assertThat(addresses.failure()).contains("binding 192.0.2.10 failed");
        int calls = loop.kernel.calls;
        int told = loop.changes;
        loop.pass(10 * SECOND);
        assertThat(loop.kernel.calls - calls).isEqualTo(10);
        assertThat(loop.changes).as("the same failure is told once").isEqualTo(told);

        loop.kernel.refused.clear();
        loop.pass(SECOND);
        assertThat(bound).containsExactly(ELEVEN, TEN);
        assertThat(addresses.failure()).isNull();
    }

    @Test
    void theHostsOwnAddressIsUsedAsItIs_neverRenewedNeverRemoved() {
        loop.hostHas("192.0.2.10/24");
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        loop.pass(10 * SECOND);
        addresses.drop(List.of(TEN), loop.now);
        loop.pass(10 * SECOND);

        assertThat(loop.kernel.changes).isEmpty();
        assertThat(loop.eth0().own(TEN)).isNotNull();
    }

    @Test
    void whenTheHostsOwnAddressGoesOursTakesItsPlace_andThatIsNoTheft() {
        loop.hostHas("192.0.2.10/24");
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        loop.eth0().remove(TEN, 24);

        assertThat(addresses.gone(ETH0, TEN, 24, loop.now)).isEqualTo(Loss.MISSING);
        addresses.putBackAt(loop.now);
        loop.turn();
        assertThat(bound).containsExactly(TEN);
    }

    @Test
    void anotherLabelIsBoundAnewInTheNextTurn() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        addresses.configure(two().label("eth0:1").build().binding());
        loop.pass(10);

        assertThat(loop.kernel.count(Kind.REMOVE)).isOne();
        assertThat(last().label()).isEqualTo("eth0:1");
        assertThat(loop.eth0().shows(last())).isTrue();
    }

    @Test
    void addressWantedByAnotherVirtualRouterIsHandedOver() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        shared.add((linkIndex, address) -> true);
        addresses.drop(List.of(TEN), loop.now);

        assertThat(loop.kernel.count(Kind.REMOVE)).isZero();
        assertThat(addresses.anyBound()).isFalse();
    }

    @Test
    void anAddressThatAnotherVirtualRouterOfOursBoundIsTakenOverAndRenewed() {
        AddressBinder first = held(two());
        first.want(List.of(TEN), loop.now);
        AddressBinder second = held(two());
        second.want(List.of(TEN), loop.now);
        shared.add((linkIndex, address) -> true);
        first.drop(List.of(TEN), loop.now);
        loop.pass(5 * SECOND);

        assertThat(second.anyBound()).isTrue();
        assertThat(loop.kernel.count(Kind.RENEW)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void ownRemovalIsExpected_anotherProgramsIsNot() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN, ELEVEN), loop.now);
        addresses.drop(List.of(TEN), loop.now);

        assertThat(addresses.gone(ETH0, TEN, 32, loop.now)).isEqualTo(Loss.NONE);
        assertThat(addresses.gone(ETH0 + 1, ELEVEN, 32, loop.now)).isEqualTo(Loss.NONE);
        assertThat(addresses.gone(ETH0, ELEVEN, 24, loop.now)).isEqualTo(Loss.NONE);
        assertThat(addresses.gone(ETH0, ELEVEN, 32, loop.now)).isEqualTo(Loss.STOLEN);
    }

    @Test
    void anAddressThatExpiredBecauseWeWereLateWasNotStolen() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN, ELEVEN), loop.now);

        assertThat(addresses.gone(ETH0, ELEVEN, 32, loop.now + 2 * SECOND)).isEqualTo(Loss.STOLEN);
        assertThat(addresses.gone(ETH0, TEN, 32, loop.now + 3 * SECOND)).isEqualTo(Loss.EXPIRED);
    }

    @Test
    void anExpiryThatALateRenewalOvertookIsStillOurs() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        loop.now += 3 * SECOND;
        loop.turn();

        assertThat(loop.kernel.count(Kind.RENEW)).isOne();
        assertThat(addresses.gone(ETH0, TEN, 32, loop.now)).isEqualTo(Loss.EXPIRED);
    }

    @Test
    void whatALateRenewalCreatedIsRemovedThoughItsExpiryWasReported() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        loop.now += 3 * SECOND;
        loop.turn();
        addresses.gone(ETH0, TEN, 32, loop.now);
        addresses.drop(List.of(TEN), loop.now);

        assertThat(loop.kernel.changes.getLast().kind()).isEqualTo(Kind.REMOVE);
        assertThat(addresses.gone(ETH0, TEN, 32, loop.now)).isEqualTo(Loss.NONE);
        assertThat(addresses.anyBound()).isFalse();
    }

    @Test
    void anExpiryFitsTheShorterOfTheLifetimesThatTheKernelMayHave() {
        AddressBinder addresses = held(two().lifetimeSeconds(60));
        addresses.want(List.of(TEN), loop.now);
        loop.kernel.refused.add(TEN);
        addresses.configure(two().lifetimeSeconds(2).build().binding());
        loop.turn();

        assertThat(addresses.failure()).contains("renewing 192.0.2.10 failed");
        assertThat(addresses.gone(ETH0, TEN, 32, loop.now + 2 * SECOND)).isEqualTo(Loss.EXPIRED);
    }

    @Test
    void anAddressFoundBoundIsRenewedAtOnce_becauseItsLifetimeIsNotKnown() {
        AddressBinder first = held(two().lifetimeSeconds(1));
        first.want(List.of(TEN), loop.now);
        AddressBinder second = held(two().lifetimeSeconds(60));
        second.want(List.of(TEN), loop.now);
        loop.turn();

        assertThat(loop.kernel.count(Kind.RENEW)).isOne();
        assertThat(last().lifetimeSeconds()).isEqualTo(60);
    }

    @Test
    void addressNotReportedYetBelongsToNobody_untilTheKernelReportsIt() {
        loop.kernel.unreported.add(TEN);
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        assertThat(bound).isEmpty();

        loop.kernel.unreported.clear();
        loop.eth0().put(FakeKernel.shown(new BoundAddress(ETH0, TEN, 32, null, 3), PROTOCOL));
        loop.pass(SECOND / 50);
        assertThat(bound).containsExactly(TEN);
        assertThat(last()).isEqualTo(new BoundAddress(ETH0, TEN, 32, null, 3));
        assertThat(loop.kernel.count(Kind.RENEW)).isEqualTo(1);
        addresses.drop(List.of(TEN), loop.now);
        assertThat(loop.eth0().addresses()).as("ours, not the host's own").isEmpty();
    }

    @Test
    void anAddressThatAnotherVirtualRouterLeavesIsRenewedWithOurLifetimeAtOnce() {
        AddressBinder first = held(two().lifetimeSeconds(1));
        AddressBinder second = held(two().lifetimeSeconds(60));
        first.want(List.of(TEN), loop.now);
        second.want(List.of(TEN), loop.now);
        loop.pass(SECOND);
        assertThat(last().lifetimeSeconds())
                .as("the shorter one is renewed more often")
                .isOne();
        first.drop(List.of(TEN), loop.now);
        loop.pass(30 * SECOND);

        assertThat(loop.kernel.expired).isEmpty();
        assertThat(last().lifetimeSeconds()).isEqualTo(60);
    }

    @Test
    void anInterfaceMadeAgainStartsWithNothing_andARenamedOneIsLeftClean() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        addresses.moveTo(ETH0 + 1);

        assertThat(loop.eth0().addresses()).isEmpty();
        assertThat(addresses.anyBound()).isFalse();
    }

    @Test
    void afterAnOverrunWhatIsMissingIsPutBack() {
        AddressBinder addresses = held(two());
        addresses.want(List.of(TEN), loop.now);
        loop.eth0().remove(TEN, 32);
        addresses.resynchronize(loop.now);
        loop.turn();

        assertThat(loop.eth0().shows(new BoundAddress(ETH0, TEN, 32, null, 3))).isTrue();
        assertThat(Objects.requireNonNull(addresses.link()).name()).isEqualTo("eth0");
    }
}
