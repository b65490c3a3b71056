package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One received message on its way down the list of {@link Refusal}. Each method may read the fields that the ones
 * before it have shown to be there.
 */
final class VrrpDecoder {

    private final Datagram datagram;
    private final Family family;
    private final ByteBuffer message;

    VrrpDecoder(Datagram datagram) {
        this.datagram = datagram;
        this.family = Family.of(datagram.source());
        this.message = datagram.payload().slice();
    }

    Decoded decode(IntFunction<@Nullable Expectation> byVirtualRouterId) {
        Refusal unreadable = refuseHeader();
        if (unreadable != null) {
            return new Decoded.Malformed(unreadable, 0);
        }
        int id = field(VrrpLayout.VIRTUAL_ROUTER_ID);
        // 0 is nobody's ID, whoever might answer to it (RFC 9568 section 5.2.3).
        Expectation expectation = id == 0 ? null : byVirtualRouterId.apply(id);
        if (expectation == null) {
            return new Decoded.Malformed(Refusal.UNKNOWN_VIRTUAL_ROUTER, id);
        }
        Refusal misshapen = refuseShape(expectation);
        if (misshapen != null) {
            return new Decoded.Malformed(misshapen, id);
        }
        ChecksumForm checksum = checksum();
        if (checksum == null) {
            return new Decoded.Malformed(Refusal.CHECKSUM, id);
        }
        Refusal unacceptable = refuseContent(expectation);
        return unacceptable == null ? accept(checksum) : new Decoded.Malformed(unacceptable, id);
    }

    private @Nullable Refusal refuseHeader() {
        if (Family.of(datagram.destination()) != family) {
            return Refusal.IP_HEADER;
        }
        if (datagram.hopLimit() != VrrpLayout.HOP_LIMIT) {
            return Refusal.TTL;
        }
        if (message.limit() < VrrpLayout.HEADER_LENGTH) {
            return Refusal.TRUNCATED;
        }
        if (version() != 3 && (version() != 2 || family == Family.IPV6)) {
            return Refusal.VERSION;
        }
        int type = field(VrrpLayout.VERSION_AND_TYPE) & 0x0f;
        return type == VrrpLayout.TYPE_ADVERTISEMENT ? null : Refusal.TYPE;
    }

    private @Nullable Refusal refuseShape(Expectation expectation) {
        if (!expectation.acceptsVersion(version())) {
            return Refusal.VERSION_MISMATCH;
        }
        int count = field(VrrpLayout.COUNT);
        if (count == 0) {
            return Refusal.COUNT_ZERO;
        }
        return message.limit() == VrrpLayout.length(version(), family, count) ? null : Refusal.LENGTH;
    }

    /** How the checksum was counted; null if it is wrong. If both ways give the same, it is the RFC's way. */
    private @Nullable ChecksumForm checksum() {
        boolean messageOnly = family == Family.IPV4;
        if (messageOnly && InternetChecksum.holds(message, 0)) {
            return ChecksumForm.MESSAGE_ONLY;
        }
        boolean withPseudoHeader = version() == 3;
        return withPseudoHeader && InternetChecksum.holds(message, pseudoHeader())
                ? ChecksumForm.WITH_PSEUDO_HEADER
                : null;
    }

    private int pseudoHeader() {
        return InternetChecksum.pseudoHeader(
                datagram.source(), datagram.destination(), VrrpLayout.PROTOCOL, message.limit());
    }

    private @Nullable Refusal refuseContent(Expectation expectation) {
        if (version() == 3) {
            return intervalNanos() == 0 ? Refusal.INTERVAL_ZERO : null;
        }
        int type = field(VrrpLayout.V2_AUTHENTICATION_TYPE);
        if (!expectation.acceptsAuthenticationType(type)) {
            return Refusal.AUTHENTICATION_TYPE;
        }
        long data = message.getLong(VrrpLayout.authenticationData(field(VrrpLayout.COUNT)));
        if (!expectation.accepts(Authentication.received(type, data))) {
            return Refusal.AUTHENTICATION;
        }
        if (intervalNanos() == 0) {
            return Refusal.INTERVAL_ZERO;
        }
        return expectation.acceptsInterval(intervalNanos()) ? null : Refusal.INTERVAL_MISMATCH;
    }

    private Decoded accept(ChecksumForm checksum) {
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
            addresses.add(AddressField.read(message, VrrpLayout.ADDRESSES + index * family.addressLength(), family));
        }
        return addresses;
    }

    private int version() {
        return field(VrrpLayout.VERSION_AND_TYPE) >>> 4;
    }

    private long intervalNanos() {
        return version() == 2
                ? field(VrrpLayout.V2_INTERVAL) * VrrpLayout.V2_INTERVAL_UNIT_NANOS
                : (message.getShort(VrrpLayout.V3_INTERVAL) & VrrpLayout.V3_INTERVAL_MAX)
                        * VrrpLayout.V3_INTERVAL_UNIT_NANOS;
    }

    private int field(int offset) {
        return Byte.toUnsignedInt(message.get(offset));
    }
}
