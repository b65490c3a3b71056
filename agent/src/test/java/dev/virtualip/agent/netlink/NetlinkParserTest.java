package dev.virtualip.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.netlink.NetlinkEvent.Ack;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.netlink.NetlinkEvent.Done;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkRemoved;
import dev.virtualip.agent.netlink.NetlinkEvent.Overrun;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of the kernel, byte by byte, and what they say. */
final class NetlinkParserTest {
    private static final String ZERO_SEQUENCE = "00000000 00000000";

    @Test
    void linkWithItsAttributes() {
        LinkChanged link = (LinkChanged) only(Vectors.LINK);
        assertThat(link).isEqualTo(new LinkChanged(3, "eth0", 0x11043, 0x020000000007L, 1500, 9, OperationalState.UP));
        assertThat(link.up() && link.lowerUp() && link.running()).isTrue();
        assertThat(link.loopback()).isFalse();
    }

    @Test
    void linkWithoutFlagsIsNeitherUpNorRunning() {
        LinkChanged link = new LinkChanged(3, "eth0", 0, 0, 0, 0, OperationalState.DOWN);
        assertThat(link.up() || link.lowerUp() || link.running() || link.loopback())
                .isFalse();
    }

    @Test
    void linkThatIsGone() {
        ByteBuffer bytes = Vectors.LINK.duplicate().order(Vectors.LINK.order());
        assertThat(only(withType(bytes, 17))).isEqualTo(new LinkRemoved(3, "eth0"));
    }

    @Test
    void bridgePortMessageIsIgnored() {
        ByteBuffer bytes = withType(Vectors.LINK, 17).put(16, (byte) 7);
        assertThat(parse(bytes)).isEmpty();
    }

    @Test
    void wirelessEventIsPassedOver() {
        assertThat(parse(Hex.buffer(
                        "30000000 1000 0000 " + ZERO_SEQUENCE,
                        "00 00 0100 03000000 43100100 00000000",
                        "0900 0300 6574683000 000000",
                        "0400 0b00")))
                .isEmpty();
    }

    @Test
    void ipv4AddressWithItsAttributes() {
        AddressChanged address = (AddressChanged) only(Vectors.ADDRESS);
        assertThat(address)
                .isEqualTo(
                        new AddressChanged(3, InetAddress.ofLiteral("192.0.2.100"), 32, 0x201, 118, "eth0:v", 0, 4, 5));
        assertThat(address.ours() && address.secondary()).isTrue();
        assertThat(address.permanent() || address.tentative() || address.dadFailed() || address.deprecated())
                .isFalse();
    }

    @Test
    void ipv6AddressWithoutMarkAndLifetimes() {
        AddressChanged address = (AddressChanged) only(Vectors.ADDRESS6);
        assertThat(address)
                .isEqualTo(new AddressChanged(
                        3,
                        InetAddress.ofLiteral("fe80::1"),
                        64,
                        0xC0,
                        0,
                        "",
                        253,
                        AddressRequest.FOREVER,
                        AddressRequest.FOREVER));
        assertThat(address.tentative() && address.permanent()).isTrue();
        assertThat(address.ours()).isFalse();
    }

    @Test
    void ipv4MappedAddressStaysIpv6() {
        ByteBuffer bytes = Hex.buffer(
                "2c000000 1400 0000 " + ZERO_SEQUENCE,
                "0a 80 00 00 03000000",
                "1400 0100 00000000000000000000ffffc0000201");
        AddressChanged address = (AddressChanged) only(bytes);
        assertThat(address.address()).isInstanceOf(Inet6Address.class);
    }

    @Test
    void addressThatIsGone() {
        assertThat(only(withType(Vectors.ADDRESS, 21)))
                .isEqualTo(new AddressRemoved(3, InetAddress.ofLiteral("192.0.2.100"), 32));
    }

    @Test
    void answersWithAndWithoutExplanation() {
        assertThat(only(Vectors.EXPLAINED)).isEqualTo(new Ack(7, 22, "bad"));
        assertThat(only(Hex.buffer("24000000 0200 0001 07000000 01000000 00000000", Vectors.REQUEST_HEADER)))
                .isEqualTo(new Ack(7, 0, ""));
    }

    @Test
    void explanationBehindTheWholeRequestIsFound() {
        assertThat(only(Hex.buffer(
                        "34000000 0200 0002 07000000 01000000 eaffffff",
                        "18000000 1400 0500 07000000 00000000 02200000 03000000",
                        "0800 0100 62616400")))
                .isEqualTo(new Ack(7, 22, "bad"));
    }

    @Test
    void endOfADumpAndAnOverrun() {
        assertThat(only(Hex.buffer("14000000 0300 0200 05000000 01000000 00000000")))
                .isEqualTo(new Done(5));
        assertThat(only(Hex.buffer("10000000 0400 0000 " + ZERO_SEQUENCE))).isEqualTo(new Overrun());
    }

    @Test
    void severalMessagesComeInTheirOrderAndUnknownOnesArePassedOver() {
        ByteBuffer route = Hex.buffer("14000000 1800 0000 " + ZERO_SEQUENCE + " 00000000");
        assertThat(parse(Vectors.join(Vectors.LINK, route, Vectors.ADDRESS)))
                .hasExactlyElementsOfTypes(LinkChanged.class, AddressChanged.class);
    }

    @Test
    void everyOperationalStateHasItsNumber() {
        assertThat(OperationalState.of(0)).isEqualTo(OperationalState.UNKNOWN);
        assertThat(OperationalState.of(2)).isEqualTo(OperationalState.DOWN);
        assertThat(OperationalState.of(3)).isEqualTo(OperationalState.LOWER_LAYER_DOWN);
        assertThat(OperationalState.of(6)).isEqualTo(OperationalState.UP);
        assertThat(OperationalState.of(7)).isEqualTo(OperationalState.UNKNOWN);
        assertThat(OperationalState.of(-1)).isEqualTo(OperationalState.UNKNOWN);
    }

    private static ByteBuffer withType(ByteBuffer message, int type) {
        return Vectors.join(message).putShort(4, (short) type);
    }

    private static NetlinkEvent only(ByteBuffer messages) {
        List<NetlinkEvent> events = parse(messages);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static List<NetlinkEvent> parse(ByteBuffer messages) {
        List<NetlinkEvent> events = new ArrayList<>();
        assertThat(NetlinkParser.parse(messages, events::add)).as("malformed").isZero();
        return events;
    }
}
