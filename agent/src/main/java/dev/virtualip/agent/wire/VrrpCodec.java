package dev.virtualip.agent.wire;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Advertisements of VRRP 2 (RFC 3768) and 3 (RFC 9568), bytes to records and back. */
public final class VrrpCodec {

    /** No message is longer: 255 IPv6 addresses. */
    public static final int LENGTH_MAX = VrrpLayout.length(3, Family.IPV6, VrrpLayout.ADDRESS_COUNT_MAX);

    private VrrpCodec() {}

    /**
     * Judges a message that arrived, in the order of {@link Refusal}.
     *
     * @param datagram the message and how it came
     * @param byVirtualRouterId what the virtual router with this ID (1..255) of the interface and family expects; null
     *     if there is none
     */
    public static Decoded decode(Datagram datagram, IntFunction<@Nullable Expectation> byVirtualRouterId) {
        VrrpDecoder decoder = new VrrpDecoder().point(datagram);
        Refusal unreadable = decoder.refuseHeader();
        if (unreadable != null) {
            return new Decoded.Malformed(unreadable, 0);
        }
        int id = decoder.virtualRouterId();
        // 0 is no valid ID, whatever the caller's table has there (RFC 9568 section 5.2.3).
        Expectation expectation = id == 0 ? null : byVirtualRouterId.apply(id);
        Refusal refusal = expectation == null ? Refusal.UNKNOWN_VIRTUAL_ROUTER : decoder.refuse(expectation);
        return refusal == null ? decoder.accept() : new Decoded.Malformed(refusal, id);
    }

    /**
     * Writes an advertisement with its checksum, at the position of a buffer, which stays where it is. Allocates: a
     * caller that repeats itself keeps the bytes.
     *
     * @return the length in bytes, at most {@link #LENGTH_MAX}
     * @throws IllegalArgumentException if the wire cannot say this: no address or more than 255, addresses of different
     *     families, an interval that is out of range or not in the version's unit, version 2 with IPv6
     * @throws IndexOutOfBoundsException if the buffer is too small
     */
    public static int encode(Advertisement advertisement, Envelope envelope, ByteBuffer out) {
        return VrrpEncoder.encode(advertisement, envelope, out);
    }
}
