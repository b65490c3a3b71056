package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * A VRRP message of the vectors, with all that it means.
 *
 * @param vector the bytes
 * @param envelope how it is sent
 * @param advertisement what it says
 */
record Sample(Vector vector, Envelope envelope, Advertisement advertisement) {

    static final long SECOND = 1_000_000_000;
    static final InetAddress SOURCE = ip("192.0.2.251");
    static final InetAddress GROUP = ip("224.0.0.18");
    static final InetAddress SOURCE_6 = ip("fe80::c8");
    static final InetAddress GROUP_6 = ip("ff02::12");

    private static final List<InetAddress> TWO = List.of(ip("192.0.2.1"), ip("192.0.2.2"));
    private static final List<InetAddress> TWO_6 = List.of(ip("fe80::1"), ip("2001:db8::1"));
    private static final Advertisement THREE = new Advertisement(3, 10, 200, SECOND, TWO);

    static final Sample V2 = new Sample(
            Vector.V2,
            ipv4(ChecksumForm.MESSAGE_ONLY, PacketAuthentication.NONE),
            new Advertisement(2, 10, 200, SECOND, TWO));

    static final Sample V3 =
            new Sample(Vector.V3_IPV4_MESSAGE_ONLY, ipv4(ChecksumForm.MESSAGE_ONLY, PacketAuthentication.NONE), THREE);

    static final Sample V3_PSEUDO_HEADER = new Sample(
            Vector.V3_IPV4_PSEUDO_HEADER, ipv4(ChecksumForm.WITH_PSEUDO_HEADER, PacketAuthentication.NONE), THREE);

    static final Sample V3_IPV6 = new Sample(Vector.V3_IPV6, ipv6(), new Advertisement(3, 10, 100, SECOND, TWO_6));

    static final Sample KEEPALIVED_V2 = new Sample(
            Vector.KEEPALIVED_V2_PASSWORD,
            ipv4(ChecksumForm.MESSAGE_ONLY, PacketAuthentication.of("123456")),
            new Advertisement(2, 10, 200, SECOND, List.of(ip("192.0.2.1"), ip("192.0.2.3"))));

    static final Sample KEEPALIVED_V3 = new Sample(
            Vector.KEEPALIVED_V3_IPV4,
            ipv4(ChecksumForm.WITH_PSEUDO_HEADER, PacketAuthentication.NONE),
            new Advertisement(3, 11, 254, SECOND / 10, List.of(ip("192.0.2.2"))));

    static final Sample KEEPALIVED_V3_IPV6 =
            new Sample(Vector.KEEPALIVED_V3_IPV6, ipv6(), new Advertisement(3, 12, 100, SECOND, TWO_6));

    static Stream<Sample> all() {
        return Stream.of(V2, V3, V3_PSEUDO_HEADER, V3_IPV6, KEEPALIVED_V2, KEEPALIVED_V3, KEEPALIVED_V3_IPV6);
    }

    static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    Family family() {
        return Family.of(envelope.source());
    }

    /** What a virtual router expects that this message is meant for. */
    Expectation expectation() {
        return new Expectation.Local(
                advertisement.version(), advertisement.intervalNanos(), List.of(envelope.authentication()));
    }

    /** The VRRP message, without the IPv4 header that some captures have. */
    ByteBuffer message() {
        ByteBuffer bytes = vector.buffer();
        return vector.name().startsWith("KEEPALIVED") && family() == Family.IPV4
                ? bytes.slice(20, bytes.limit() - 20)
                : bytes;
    }

    Datagram datagram(ByteBuffer message) {
        return new Datagram(envelope.source(), envelope.destination(), 255, message);
    }

    Decoded decode(ByteBuffer message) {
        return VrrpCodec.decode(datagram(message), _ -> expectation());
    }

    private static Envelope ipv4(ChecksumForm checksum, PacketAuthentication authentication) {
        return new Envelope(SOURCE, GROUP, checksum, authentication);
    }

    private static Envelope ipv6() {
        return new Envelope(SOURCE_6, GROUP_6, ChecksumForm.WITH_PSEUDO_HEADER, PacketAuthentication.NONE);
    }
}
