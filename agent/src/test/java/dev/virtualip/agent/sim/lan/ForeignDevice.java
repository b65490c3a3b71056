package dev.virtualip.agent.sim.lan;

import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborAnnouncement;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** A device on the LAN without an agent that has, or says that it has, addresses of ours. */
public final class ForeignDevice implements VirtualLan.Station {
    private static final MacAddress MAC = new MacAddress(0x0200_00ee_0001L);

    private final VirtualLan lan;
    private final Set<InetAddress> held = new HashSet<>();

    public ForeignDevice(VirtualLan lan) {
        this.lan = lan;
        lan.attach(this);
    }

    /** Has this address from now on, without saying so. */
    public void hold(InetAddress address) {
        held.add(address);
    }

    public void drop() {
        held.clear();
    }

    /** Announces an address as its own. */
    public void claim(InetAddress address) {
        boolean ipv4 = address instanceof Inet4Address;
        ByteBuffer out = ByteBuffer.allocate(ipv4 ? ArpCodec.FRAME_LENGTH : NeighborAdvertisementCodec.FRAME_LENGTH);
        if (ipv4) {
            ArpCodec.encodeGratuitous(MAC, address, out);
        } else {
            NeighborAdvertisementCodec.encode(new NeighborAnnouncement(MAC, address, address, false), out);
        }
        lan.send(this, new Frame(out));
    }

    @Override
    public void receive(Frame frame) {
        if (frame.arpRequest() && held.contains(frame.arpTarget())) {
            lan.send(this, Frame.arpReply(MAC, frame));
        } else if (frame.neighborSolicitation() && held.contains(frame.neighborTarget())) {
            claim(frame.neighborTarget());
        }
    }
}
