package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.agent.netlink.AddressRequest;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkRemoved;
import dev.virtualip.agent.netlink.OperationalState;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import dev.virtualip.testkit.lab.TestNamespace;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to the real kernel, and what it tells. */
final class NetlinkSocketIT {
    private TestNamespace host;
    private TestNamespace neighbor;
    private AddressTable addresses;
    private int index;

    @BeforeEach
    void host() throws Exception {
        host = TestNamespace.create();
        neighbor = TestNamespace.create();
        host.connect("eth0", neighbor, "eth0");
        index = host.index("eth0");
        addresses = AddressTable.of(host);
    }

    @AfterEach
    void remove() {
        addresses.close();
        host.close();
        neighbor.close();
    }

    @Test
    void eachRequestOfABatchHasItsOwnAnswer() throws Exception {
        BoundAddress first = bound("192.0.2.100");
        BoundAddress nowhere = BoundAddress.host(9999, InetAddress.ofLiteral("192.0.2.101"), 60);
        BoundAddress last = bound("2001:db8::100");
        List<NetlinkEvent.Ack> answers = addresses.sendAll(List.of(
                (out, sequence) -> VirtualAddressRequests.add(out, sequence, first),
                (out, sequence) -> VirtualAddressRequests.add(out, sequence, nowhere),
                (out, sequence) -> VirtualAddressRequests.add(out, sequence, last)));
        assertThat(answers).extracting(NetlinkEvent.Ack::sequence).containsExactly(1, 2, 3);
        assertThat(answers).extracting(NetlinkEvent.Ack::errno).containsExactly(0, Errno.ENODEV.number(), 0);
        assertThat(addresses.has("192.0.2.100")).isTrue();
        assertThat(addresses.has("2001:db8::100")).isTrue();
    }

    @Test
    void kernelsExplanationIsHandedOver() throws Exception {
        AddressRequest impossible =
                new AddressRequest(index, InetAddress.ofLiteral("2001:db8::1"), 129, 0, null, 0, 0, 60);
        NetlinkEvent.Ack answer = addresses.send(impossible::writeCreate);
        assertThat(answer.errno()).isEqualTo(Errno.EINVAL.number());
        assertThat(answer.message()).containsIgnoringCase("prefix length");
    }

    @Test
    void thousandAddressesAreBoundAndListed() throws Exception {
        for (int batch = 0; batch < 16; batch++) {
            List<AddressTable.Request> requests = new ArrayList<>();
            for (int i = 0; i < 63; i++) {
                BoundAddress bound = bound("198.51." + (100 + batch) + "." + (i + 1));
                requests.add((out, sequence) -> VirtualAddressRequests.add(out, sequence, bound));
            }
            assertThat(addresses.sendAll(requests)).hasSize(63).allMatch(NetlinkEvent.Ack::ok);
        }
        assertThat(addresses.list()).filteredOn(AddressChanged::ours).hasSize(16 * 63);
    }

    @Test
    void linksAreListedWithWhatMatters() throws Exception {
        host.ip("link add br0 type bridge");
        host.ip("link set eth0 master br0");
        host.ip("link set eth0 address 02:00:00:00:00:07 mtu 1400");
        LinkChanged eth0 = link("eth0");
        assertThat(eth0.index()).isEqualTo(index);
        assertThat(eth0.mac()).isEqualTo(0x020000000007L);
        assertThat(eth0.mtu()).isEqualTo(1400);
        assertThat(eth0.masterIndex()).isEqualTo(link("br0").index());
        assertThat(eth0.up() && eth0.lowerUp() && eth0.running()).isTrue();
        assertThat(eth0.state()).isEqualTo(OperationalState.UP);
        assertThat(link("br0").up()).isFalse();
        assertThat(link("lo").loopback()).isTrue();
    }

    @Test
    void monitorReportsLinks() throws Exception {
        try (NetlinkSocket monitor = host.call(NetlinkSocket::openMonitor)) {
            neighbor.ip("link set eth0 down");
            awaitEvent(monitor, event -> event instanceof LinkChanged link && link.up() && !link.lowerUp());
            host.ip("link set eth0 down");
            awaitEvent(monitor, event -> event instanceof LinkChanged link && !link.up());
            host.ip("link set eth0 name lan0");
            awaitEvent(monitor, event -> event instanceof LinkChanged link && "lan0".equals(link.name()));
            host.ip("link del lan0");
            awaitEvent(monitor, event -> event instanceof LinkRemoved link && link.index() == index);
        }
    }

    @Test
    void leavingABridgeIsNotTakenForTheEndOfTheLink() throws Exception {
        host.ip("link add br0 type bridge");
        host.ip("link set eth0 master br0");
        try (NetlinkSocket monitor = host.call(NetlinkSocket::openMonitor)) {
            host.ip("link set eth0 nomaster");
            List<NetlinkEvent> events = new ArrayList<>();
            Polling.until("freed", () -> {
                events.addAll(drain(monitor));
                return events.stream().anyMatch(event -> event instanceof LinkChanged link && link.masterIndex() == 0);
            });
            events.addAll(drain(monitor));
            assertThat(events).noneMatch(LinkRemoved.class::isInstance);
        }
    }

    @Test
    void monitorReportsAddresses() throws Exception {
        try (NetlinkSocket monitor = host.call(NetlinkSocket::openMonitor)) {
            InetAddress address = InetAddress.ofLiteral("192.0.2.100");
            addresses.add(new BoundAddress(index, address, 32, "eth0:vip", 1));
            awaitEvent(
                    monitor,
                    event -> event instanceof AddressChanged added
                            && added.ours()
                            && added.address().equals(address)
                            && "eth0:vip".equals(added.label()));
            awaitEvent(monitor, new AddressRemoved(index, address, 32)::equals);
            assertThat(monitor.read()).isEqualTo(NetlinkSocket.Reading.EMPTY);
        }
    }

    @Test
    void overrunIsReportedOnce_theMonitorContinues() throws Exception {
        try (NetlinkSocket monitor = host.call(() -> NetlinkSocket.openMonitor(1))) {
            for (int i = 1; i < 64; i++) {
                addresses.add(bound("192.0.2." + i));
            }
            List<NetlinkSocket.Reading> readings = new ArrayList<>();
            Polling.until("the end", () -> {
                readings.add(monitor.read());
                return readings.getLast() == NetlinkSocket.Reading.EMPTY;
            });
            assertThat(readings).containsOnlyOnce(NetlinkSocket.Reading.OVERRUN);
            addresses.add(bound("192.0.2.77"));
            awaitEvent(monitor, event -> event instanceof AddressChanged);
        }
    }

    @Test
    void tooLongValueIsRefused() throws Exception {
        ByteBuffer tooLong = ByteBuffer.allocate(NetlinkSocket.REQUEST_CAPACITY + 1);
        try (NetlinkSocket requests = host.call(NetlinkSocket::openRequests)) {
            assertThatThrownBy(() -> requests.transact(tooLong)).hasMessageContaining("EMSGSIZE");
        }
    }

    private BoundAddress bound(String address) {
        return BoundAddress.host(index, InetAddress.ofLiteral(address), 60);
    }

    private LinkChanged link(String name) throws NativeIoException {
        return addresses.links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitEvent(NetlinkSocket monitor, Predicate<NetlinkEvent> wanted) throws Exception {
        Polling.until("the event", () -> drain(monitor).stream().anyMatch(wanted));
    }

    private static List<NetlinkEvent> drain(NetlinkSocket monitor) throws NativeIoException {
        List<NetlinkEvent> events = new ArrayList<>();
        while (monitor.read() == NetlinkSocket.Reading.MESSAGES) {
            events.addAll(AddressTable.parse(monitor.messages()));
        }
        return events;
    }
}
