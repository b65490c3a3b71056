package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Writes advertisements; the rules are those of {@link VrrpCodec#encode}. */
final class VrrpEncoder {

    private VrrpEncoder() {}

    static int encode(Advertisement advertisement, Envelope envelope, ByteBuffer out) {
        Family family = Family.of(envelope.source());
        check(advertisement, family);
        int count = advertisement.addresses().size();
        int length = VrrpLayout.length(advertisement.version(), family, count);
        ByteBuffer message = out.slice(out.position(), length);
        int versionAndType = advertisement.version() << 4 | VrrpLayout.TYPE_ADVERTISEMENT;
        message.put(VrrpLayout.VERSION_AND_TYPE, (byte) versionAndType);
        message.put(VrrpLayout.VIRTUAL_ROUTER_ID, (byte) advertisement.virtualRouterId());
        message.put(VrrpLayout.PRIORITY, (byte) advertisement.priority());
        message.put(VrrpLayout.COUNT, (byte) count);
        putVersionFields(advertisement, envelope.authentication(), message);
        putAddresses(advertisement, family, message);
        message.putShort(VrrpLayout.CHECKSUM, (short) 0);
        int pseudoHeader = pseudoHeader(advertisement.version(), envelope, length);
        message.putShort(VrrpLayout.CHECKSUM, InternetChecksum.of(message, pseudoHeader));
        return length;
    }

    private static void check(Advertisement advertisement, Family family) {
        int count = advertisement.addresses().size();
        require(count >= 1 && count <= VrrpLayout.ADDRESS_COUNT_MAX, advertisement, "1..255 addresses");
        require(
                advertisement.version() == 3 || (advertisement.version() == 2 && family == Family.IPV4),
                advertisement,
                "version 3, or version 2 with IPv4");
        require(isByte(advertisement.virtualRouterId(), 1), advertisement, "a Virtual Router ID in 1..255");
        require(isByte(advertisement.priority(), 0), advertisement, "a priority in 0..255");
    }

    private static boolean isByte(int value, int min) {
        return value >= min && value <= 255;
    }

    private static void putVersionFields(
            Advertisement advertisement, PacketAuthentication authentication, ByteBuffer message) {
        if (advertisement.version() == 2) {
            int seconds = interval(advertisement, VrrpLayout.V2_INTERVAL_UNIT_NANOS, VrrpLayout.V2_INTERVAL_MAX);
            message.put(VrrpLayout.V2_AUTHENTICATION_TYPE, (byte) authentication.type());
            message.put(VrrpLayout.V2_INTERVAL, (byte) seconds);
            int data = VrrpLayout.authenticationData(advertisement.addresses().size());
            message.putLong(data, authentication.data());
        } else {
            int ticks = interval(advertisement, VrrpLayout.V3_INTERVAL_UNIT_NANOS, VrrpLayout.V3_INTERVAL_MAX);
            message.putShort(VrrpLayout.V3_INTERVAL, (short) ticks);
        }
    }

    private static int interval(Advertisement advertisement, long unitNanos, int max) {
        long units = advertisement.intervalNanos() / unitNanos;
        boolean exact = units * unitNanos == advertisement.intervalNanos();
        require(
                exact && units >= 1 && units <= max,
                advertisement,
                "an interval of 1.." + max + " times " + unitNanos + " ns");
        return (int) units;
    }

    private static void putAddresses(Advertisement advertisement, Family family, ByteBuffer message) {
        int offset = VrrpLayout.ADDRESSES;
        for (InetAddress address : advertisement.addresses()) {
            AddressField.write(message, offset, AddressField.require(family, address));
            offset += family.addressLength();
        }
    }

    private static int pseudoHeader(int version, Envelope envelope, int length) {
        boolean messageOnly = Family.of(envelope.source()) == Family.IPV4
                && (version == 2 || envelope.checksum() == ChecksumForm.MESSAGE_ONLY);
        return messageOnly
                ? 0
                : InternetChecksum.pseudoHeader(envelope.source(), envelope.destination(), VrrpLayout.PROTOCOL, length);
    }

    private static void require(boolean holds, Advertisement advertisement, String what) {
        if (!holds) {
            throw new IllegalArgumentException("an advertisement needs " + what + ", not " + advertisement);
        }
    }
}
