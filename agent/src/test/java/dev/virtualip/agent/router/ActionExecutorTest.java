package dev.virtualip.agent.router;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.address.SharedAddresses;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An address that an Active is given beside those it holds is asked for before it is bound. */
final class ActionExecutorTest {
    private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.10");
    private static final InetAddress SECOND_ONE = InetAddress.ofLiteral("192.0.2.11");
    private static final InetAddress THIRD = InetAddress.ofLiteral("192.0.2.12");
    private static final MacAddress FOREIGN_DEVICE = new MacAddress(0x0200_0000_0099L);
    private static final State ACTIVE = new State.Active(0, SECOND, 0);

    private final FakeLoop loop = new FakeLoop();

    private ActionExecutor of(SpecBuilder builder) {
        VirtualRouterSpec spec = builder.lifetimeSeconds(0).build();
        ActionExecutor actions = new ActionExecutor(loop, new RouterCounters(), spec, new SharedAddresses());
        actions.addresses().moveTo(ETH0);
        actions.carryOut(new Step(ACTIVE, List.of(new Action.Bind(List.of(FIRST))), Reason.PEER_TIMEOUT), 0, loop.now);
        return actions;
    }

    private static SpecBuilder three() {
        return SpecBuilder.named("vip", "192.0.2.10", "192.0.2.11", "192.0.2.12");
    }

    private void step(ActionExecutor actions, State state, @Nullable Reason reason, Action... steps) {
        actions.carryOut(new Step(state, List.of(steps), reason), 0, loop.now);
        loop.pass(1_000);
    }

    private List<InetAddress> bound() {
        return loop.kernel.changes.stream()
                .filter(change -> change.kind() == Kind.ADD)
                .map(change -> change.bound().address())
                .toList();
    }

    @Test
    void takeoverBindsAtOnce() {
        of(three().askFirst());
        assertThat(bound()).containsExactly(FIRST);
    }

    @Test
    void addedAddressIsBoundWithoutAnAnswer_oneInUseOnlyWhenThatEnds() {
        ActionExecutor actions = of(three().askFirst());
        step(actions, ACTIVE, null, new Action.Bind(List.of(SECOND_ONE, THIRD)));
        assertThat(loop.asked).containsExactly(List.of(SECOND_ONE, THIRD));
        assertThat(bound()).containsExactly(FIRST);
        actions.added().onClaim(THIRD, FOREIGN_DEVICE);
        loop.pass(SECOND / 2);
        assertThat(bound()).containsExactly(FIRST, SECOND_ONE);
        assertThat(actions.added().conflict()).contains("192.0.2.12", "02:00:00:00:00:99", "not bound");
        assertThat(loop.asked.getLast()).containsExactly(THIRD);
        actions.added().onClaim(THIRD, FOREIGN_DEVICE);
        loop.pass(SECOND);
        assertThat(bound()).containsExactly(FIRST, SECOND_ONE);
        loop.pass(2 * SECOND);

        assertThat(bound()).containsExactly(FIRST, SECOND_ONE, THIRD);
        assertThat(actions.added().conflict()).isNull();
        int asked = loop.asked.size();
        loop.pass(10 * SECOND);
        assertThat(loop.asked).hasSize(asked);
    }

    @Test
    void addressThatIsTakenOutAgainIsNotBound() {
        ActionExecutor actions = of(three().askFirst());
        step(actions, ACTIVE, null, new Action.Bind(List.of(THIRD)));
        actions.added().onClaim(THIRD, FOREIGN_DEVICE);
        loop.pass(SECOND);
        step(actions, ACTIVE, null, new Action.Unbind(List.of(THIRD)));
        loop.pass(10 * SECOND);

        assertThat(bound()).containsExactly(FIRST);
        assertThat(actions.added().conflict()).isNull();
    }

    @Test
    void formerActiveBindsNothingMore() {
        ActionExecutor actions = of(three().askFirst());
        step(actions, ACTIVE, null, new Action.Bind(List.of(THIRD)));
        step(actions, new State.Initialize(), Reason.LINK_DOWN, new Action.Unbind(List.of(FIRST, THIRD)));
        loop.pass(10 * SECOND);

        assertThat(bound()).containsExactly(FIRST);
    }

    @Test
    void routerWithoutProbeBindsAtOnce() {
        ActionExecutor actions = of(three());
        step(actions, ACTIVE, null, new Action.Bind(List.of(THIRD)));

        assertThat(bound()).containsExactly(FIRST, THIRD);
        assertThat(loop.asked).isEmpty();
    }
}
