package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks received messages one after the other, in the order of {@link Refusal}. Checking allocates nothing, so that
 * a flood of rubbish brings no garbage collection: only {@link #accept} makes objects. Each method may read the fields
 * that the ones before it have shown to be there. For one thread.
 */
public final class VrrpDecoder {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer packet = NOTHING;
    private ByteBuffer source = NOTHING;
    private int start;
    private int length;
    private Family family = Family.IPV4;
    private boolean oneFamily;
    private int hopLimit;
    private int addressSum;

    /** Points at a message in a packet in network byte order; its addresses follow, see {@link #between}. */
    public VrrpDecoder point(ByteBuffer newPacket, int newStart, int end) {
        packet = newPacket;
        start = newStart;
        length = end - newStart;
        return this;
    }

    /** Sets the addresses, of 4 or 16 bytes from 0 to the limit, and the hop limit of the message. */
    public VrrpDecoder between(ByteBuffer newSource, ByteBuffer destination, int newHopLimit) {
        source = newSource;
        family = source.limit() == Family.IPV4.addressLength() ? Family.IPV4 : Family.IPV6;
        oneFamily = source.limit() == destination.limit();
        hopLimit = newHopLimit;
        addressSum = InternetChecksum.sum(source, 0, source.limit())
                + InternetChecksum.sum(destination, 0, destination.limit());
        return this;
    }

    VrrpDecoder point(Datagram datagram) {
        // A slice is in network byte order, whatever the buffer is in.
        ByteBuffer payload = datagram.payload().slice();
        return point(payload, 0, payload.limit())
                .between(
                        ByteBuffer.wrap(datagram.source().getAddress()),
                        ByteBuffer.wrap(datagram.destination().getAddress()),
                        datagram.hopLimit());
    }

    /** The fault because of which the Virtual Router ID cannot be trusted; null if there is none. */
    public @Nullable Refusal refuseHeader() {
        if (!oneFamily) {
            return Refusal.IP_HEADER;
        }
        if (hopLimit != VrrpLayout.HOP_LIMIT) {
            return Refusal.TTL;
        }
        if (length < VrrpLayout.HEADER_LENGTH) {
            return Refusal.TRUNCATED;
        }
        if (version() != 3 && (version() != 2 || family == Family.IPV6)) {
            return Refusal.VERSION;
        }
        int type = field(VrrpLayout.VERSION_AND_TYPE) & 0x0f;
        return type == VrrpLayout.TYPE_ADVERTISEMENT ? null : Refusal.TYPE;
    }

    /** The Virtual Router ID, 0..255, as it stands there; 0 if the message is too short to have one. */
    public int virtualRouterId() {
        return length < VrrpLayout.HEADER_LENGTH ? 0 : field(VrrpLayout.VIRTUAL_ROUTER_ID);
    }

    /** Whether the doctor sent it to test the network; no virtual router sends such a message. */
    public boolean isTest() {
        return TestMark.identity(packet, start, end(), family) != 0;
    }

    /** The address that it came from, 4 or 16 bytes from 0 to the limit. */
    public ByteBuffer source() {
        return source;
    }

    /** The address that it came from, as an object. */
    public InetAddress sourceAddress() {
        return AddressField.read(source, 0, source.limit() == Family.IPV4.addressLength() ? Family.IPV4 : Family.IPV6);
    }

    /** The packet of the message. */
    public ByteBuffer packet() {
        return packet;
    }

    /** The offset at which the message begins in its packet. */
    public int start() {
        return start;
    }

    /** The offset at which the message ends in its packet. */
    public int end() {
        return start + length;
    }

    /** The time to live or hop limit with which it came. */
    public int hopLimit() {
        return hopLimit;
    }

    /** The authentication type of a message that can be read; version 3 has none, which is 0. */
    public int authenticationType() {
        return version() == 2 ? field(VrrpLayout.V2_AUTHENTICATION_TYPE) : 0;
    }

    /** The fault of a message whose header can be read, for a router that expects this; null if there is none. */
    public @Nullable Refusal refuse(Expectation expectation) {
        Refusal misshapen = refuseShape(expectation);
        if (misshapen != null) {
            return misshapen;
        }
        return checksum() == null ? Refusal.CHECKSUM : refuseContent(expectation);
    }

    private @Nullable Refusal refuseShape(Expectation expectation) {
        if (!expectation.acceptsVersion(version())) {
            return Refusal.VERSION_MISMATCH;
        }
        int count = field(VrrpLayout.COUNT);
        if (count == 0) {
            return Refusal.COUNT_ZERO;
        }
        return length == VrrpLayout.length(version(), family, count) ? null : Refusal.LENGTH;
    }

    /** The form of the checksum; null if it is wrong. If both forms give the same sum, it is the RFC's. */
    private @Nullable ChecksumForm checksum() {
        int sum = InternetChecksum.sum(packet, start, length);
        boolean messageOnly = family == Family.IPV4;
        if (messageOnly && InternetChecksum.isSound(sum)) {
            return ChecksumForm.MESSAGE_ONLY;
        }
        boolean withPseudoHeader = version() == 3;
        return withPseudoHeader && InternetChecksum.isSound(sum + addressSum + VrrpLayout.PROTOCOL + length)
                ? ChecksumForm.WITH_PSEUDO_HEADER
                : null;
    }

    private @Nullable Refusal refuseContent(Expectation expectation) {
        if (version() == 3) {
            return intervalNanos() == 0 ? Refusal.INTERVAL_ZERO : null;
        }
        int type = authenticationType();
        if (!expectation.acceptsAuthenticationType(type)) {
            return Refusal.AUTHENTICATION_TYPE;
        }
        long data = packet.getLong(start + VrrpLayout.authenticationData(field(VrrpLayout.COUNT)));
        if (!expectation.acceptsAuthentication(type, data)) {
            return Refusal.AUTHENTICATION;
        }
        if (intervalNanos() == 0) {
            return Refusal.INTERVAL_ZERO;
        }
        return expectation.acceptsInterval(intervalNanos()) ? null : Refusal.INTERVAL_MISMATCH;
    }

    /** A message of which nothing was refused. */
    public Decoded.Ok accept() {
        ChecksumForm checksum = checksum();
        if (checksum == null) {
            throw new IllegalStateException("only what was not refused is accepted");
        }
        List<InetAddress> addresses = addresses();
        Advertisement advertisement = new Advertisement(
                version(), field(VrrpLayout.VIRTUAL_ROUTER_ID), field(VrrpLayout.PRIORITY), intervalNanos(), addresses);
        boolean linkLocalFirst = family == Family.IPV4 || addresses.getFirst().isLinkLocalAddress();
        return new Decoded.Ok(advertisement, checksum, linkLocalFirst);
    }

    private List<InetAddress> addresses() {
        int count = field(VrrpLayout.COUNT);
        List<InetAddress> addresses = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int offset = start + VrrpLayout.ADDRESSES + index * family.addressLength();
            addresses.add(AddressField.read(packet, offset, family));
        }
        return addresses;
    }

    private int version() {
        return field(VrrpLayout.VERSION_AND_TYPE) >>> 4;
    }

    private long intervalNanos() {
        return version() == 2
                ? field(VrrpLayout.V2_INTERVAL) * VrrpLayout.V2_INTERVAL_UNIT_NANOS
                : (packet.getShort(start + VrrpLayout.V3_INTERVAL) & VrrpLayout.V3_INTERVAL_MAX)
                        * VrrpLayout.V3_INTERVAL_UNIT_NANOS;
    }

    private int field(int offset) {
        return Byte.toUnsignedInt(packet.get(start + offset));
    }
}
