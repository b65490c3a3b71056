package dev.virtualip.agent.address;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.RouterSettings;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Probes of an Active for other hosts that answer for its addresses, as kube-proxy in IPVS mode does. */
final class OtherHolderProbeTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.10");
    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.1");

    private final FakeLoop loop = new FakeLoop();

    private OtherHolderProbe active(String... addresses) {
        VirtualRouterSpec spec = SpecBuilder.named("vip", addresses).build();
        AddressBinder held = new AddressBinder(loop, new SharedAddresses(), (bound, nowNanos) -> {}, spec.binding());
        held.moveTo(ETH0);
        held.want(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList(), loop.now);
        OtherHolderProbe probe = new OtherHolderProbe(loop, held);
        probe.stepped(true, settings(spec), loop.now);
        return probe;
    }

    private static RouterSettings settings(VirtualRouterSpec spec) {
        return spec.settings(SOURCE, SECOND);
    }

    private void kubeProxyInIpvsMode() {
        loop.link(9, InterfaceSnapshot.KUBE_IPVS, 0, 0);
    }

    @Test
    void boundAddressIsAskedForAfterSomeSecondsAndAgain() {
        kubeProxyInIpvsMode();
        active("192.0.2.10");
        loop.pass(OtherHolderProbe.FIRST_NANOS - 1);
        assertThat(loop.asked).isEmpty();
        loop.pass(1);
        assertThat(loop.asked).containsExactly(List.of(ADDRESS));
        loop.pass(OtherHolderProbe.AGAIN_NANOS);

        assertThat(loop.asked).hasSize(2);
    }

    @Test
    void nothingIsAskedWithoutKubeProxyInIpvsModeUntilItStarts() {
        active("192.0.2.10");
        loop.pass(10 * OtherHolderProbe.AGAIN_NANOS);
        assertThat(loop.asked).isEmpty();
        kubeProxyInIpvsMode();
        loop.pass(OtherHolderProbe.AGAIN_NANOS);

        assertThat(loop.asked).hasSize(1);
    }

    @Test
    void formerActiveAsksNoLonger() {
        kubeProxyInIpvsMode();
        OtherHolderProbe probe = active("192.0.2.10");
        probe.stepped(false, settings(SpecBuilder.named("vip", "192.0.2.10").build()), loop.now);
        loop.pass(2 * OtherHolderProbe.AGAIN_NANOS);

        assertThat(loop.asked).isEmpty();
    }

    @Test
    void manyAddressesAreAskedForInParts() {
        kubeProxyInIpvsMode();
        active(IntStream.range(1, 101).mapToObj(i -> "192.0.2." + i).toArray(String[]::new));
        loop.pass(OtherHolderProbe.FIRST_NANOS + SECOND);

        assertThat(loop.asked).extracting(List::size).containsExactly(FrameSender.FRAMES_MAX, 36);
    }

    @Test
    void ipv6IsNotAskedFor() {
        kubeProxyInIpvsMode();
        active("2001:db8::10");
        loop.pass(2 * OtherHolderProbe.AGAIN_NANOS);

        assertThat(loop.asked).isEmpty();
    }
}
