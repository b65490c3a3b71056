package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.ArpMessage;
import dev.virtualip.agent.wire.Authentication;
import dev.virtualip.agent.wire.Datagram;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborAnnouncement;
import dev.virtualip.agent.wire.NeighborClaim;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one host writes and reads frames: with the codecs of the agent, so that each simulation tests them as well. */
record WireFormat(MacAddress mac, ChecksumForm checksum) {
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_6 = InetAddress.ofLiteral("ff02::12");
    private static final int HOP_LIMIT = 255;

    Frame advertisement(RouterSettings settings, int priority) {
        InetAddress source = settings.sourceAddress();
        Envelope envelope = new Envelope(source, group(settings), checksum, Authentication.NONE);
        ByteBuffer bytes = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        bytes.limit(VrrpCodec.encode(settings.advertisement(priority), envelope, bytes));
        return new Frame(Frame.Kind.ADVERTISEMENT, source, bytes.asReadOnlyBuffer());
    }

    Frame announcement(RouterSettings settings, InetAddress address) {
        InetAddress source = settings.sourceAddress();
        ByteBuffer bytes = ByteBuffer.allocate(NeighborAdvertisementCodec.FRAME_LENGTH);
        int length = settings.family() == Family.IPV4
                ? ArpCodec.encodeGratuitous(mac, address, bytes)
                : NeighborAdvertisementCodec.encode(new NeighborAnnouncement(mac, source, address, false), bytes);
        bytes.limit(length);
        return new Frame(Frame.Kind.ANNOUNCEMENT, source, bytes.asReadOnlyBuffer());
    }

    /** What the frame says to this virtual router; null if it is for another one. */
    @Nullable
    Advertisement readAdvertisement(RouterSettings settings, Frame frame) {
        Expectation local = new Expectation.Local(
                settings.version(), settings.advertisementIntervalNanos(), List.of(Authentication.NONE));
        Datagram datagram = new Datagram(
                frame.source(), group(settings), HOP_LIMIT, frame.bytes().duplicate());
        Decoded decoded = VrrpCodec.decode(datagram, id -> id == settings.virtualRouterId() ? local : null);
        return decoded instanceof Decoded.Ok ok ? ok.advertisement() : null;
    }

    /** The address that the frame claims for its sender; null if it claims none. */
    @Nullable
    InetAddress readClaim(RouterSettings settings, Frame frame) {
        if (settings.family() == Family.IPV4) {
            ArpMessage message = ArpCodec.decodeFrame(frame.bytes().duplicate());
            return message == null ? null : message.senderAddress();
        }
        NeighborClaim claim =
                NeighborAdvertisementCodec.decodeFrame(frame.bytes().duplicate());
        return claim == null ? null : claim.target();
    }

    private static InetAddress group(RouterSettings settings) {
        return settings.family() == Family.IPV4 ? GROUP : GROUP_6;
    }
}
