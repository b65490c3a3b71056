package dev.virtualip.agent.link;

import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.linux.Sysctl;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborAnnouncement;
import dev.virtualip.agent.wire.NeighborSolicitationCodec;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends gratuitous ARP and unsolicited neighbor advertisements, and probes, a batch in one system call. */
public final class LinkFrames implements FrameSender, AutoCloseable {
    private static final int FRAME_MAX = 128;

    private final FrameSocket socket;
    private final SendBatch batch = new SendBatch();
    private final OutgoingMessage[] frames = new OutgoingMessage[FRAMES_MAX];
    private int framesIndex;

    public LinkFrames(FrameSocket socket) {
        this.socket = socket;
    }

    @Override
    public int announce(HostInterface link, List<InetAddress> addresses) {
        boolean ipv4 = Family.of(addresses.getFirst()) == Family.IPV4;
        InetAddress source = ipv4 ? null : linkLocal(link);
        boolean router = !ipv4 && Sysctl.forwardsIpv6(link.name());
        OutgoingMessage[] frames = framesFor(link.index());
        for (int i = 0; i < addresses.size(); i++) {
            OutgoingMessage frame = frames[i];
            InetAddress address = addresses.get(i);
            frame.setLength(
                    ipv4
                            ? ArpCodec.encodeGratuitous(link.mac(), address, frame.payload())
                            : NeighborAdvertisementCodec.encode(
                                    new NeighborAnnouncement(
                                            link.mac(), source == null ? address : source, address, router),
                                    frame.payload()));
            batch.add(frame);
        }
        return socket.send(batch);
    }

    @Override
    public void ask(HostInterface link, List<InetAddress> addresses) {
        OutgoingMessage[] questions = framesFor(link.index());
        for (int i = 0; i < addresses.size(); i++) {
            OutgoingMessage frame = questions[i];
            InetAddress address = addresses.get(i);
            frame.setLength(
                    Family.of(address) == Family.IPV4
                            ? ArpCodec.encodeProbe(link.mac(), address, frame.payload())
                            : NeighborSolicitationCodec.encodeProbe(link.mac(), address, frame.payload()));
            batch.add(frame);
        }
        socket.send(batch);
    }

    /** Laid out once and used again: a burst of a thousand addresses leaves nothing behind. */
    private OutgoingMessage[] framesFor(int interfaceIndex) {
        if (interfaceIndex != framesIndex) {
            framesIndex = interfaceIndex;
            for (int i = 0; i < frames.length; i++) {
                frames[i] = OutgoingMessage.frame(interfaceIndex, FRAME_MAX);
            }
        }
        return frames;
    }

    /** The interface's own link-local address; while there is none, an address is announced from itself. */
    private static @Nullable InetAddress linkLocal(HostInterface link) {
        for (AddressChanged candidate : link.addresses()) {
            InetAddress address = candidate.address();
            if (!candidate.ours()
                    && !candidate.tentative()
                    && address.isLinkLocalAddress()
                    && Family.of(address) == Family.IPV6) {
                return address;
            }
        }
        return null;
    }

    @Override
    public void close() {
        socket.close();
    }
}
