package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSocket;
import dev.virtualip.agent.link.KernelChannel;
import dev.virtualip.agent.linux.Clocks;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.NetlinkSocket;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.vrrp.Family;
import java.nio.ByteBuffer;

/** The clocks and sockets of the Linux kernel, as the event loop uses them. */
public final class LinuxPlatform {
    private LinuxPlatform() {}

    /** The platform of a loop whose descriptors this poller watches. */
    public static Platform with(Poller poller) {
        return new Platform(new KernelClock(new Clocks()), sockets(), poller);
    }

    /** The kernel's own sockets. */
    public static SocketFactory sockets() {
        return new KernelSockets();
    }

    private record KernelClock(Clocks clocks) implements Clock {
        @Override
        public long monotonicNanos() {
            return clocks.monotonicNanos();
        }

        @Override
        public long bootNanos() {
            return clocks.bootNanos();
        }

        @Override
        public long wallNanos() {
            return clocks.wallNanos();
        }

        @Override
        public long threadNanos() {
            return clocks.threadNanos();
        }
    }

    private record KernelSockets() implements SocketFactory {
        @Override
        public VrrpSocket openVrrp(String interfaceName, int interfaceIndex, Family family) throws NativeIoException {
            return new RawVrrpSocket(
                    family == Family.IPV4
                            ? RawSocket.openIpv4(interfaceName, interfaceIndex)
                            : RawSocket.openIpv6(interfaceName, interfaceIndex));
        }

        @Override
        public FrameSocket openClaims(int interfaceIndex, Family family) throws NativeIoException {
            return new PacketFrameSocket(
                    family == Family.IPV4
                            ? PacketSocket.openForArp(interfaceIndex)
                            : PacketSocket.openForNeighborAdvertisements(interfaceIndex));
        }

        @Override
        public FrameSocket openFrames() throws NativeIoException {
            return new PacketFrameSocket(PacketSocket.openToSend());
        }

        @Override
        public KernelChannel openMonitor() throws NativeIoException {
            return new NetlinkChannel(NetlinkSocket.openMonitor());
        }

        @Override
        public KernelChannel openRequests() throws NativeIoException {
            return new NetlinkChannel(NetlinkSocket.openRequests());
        }
    }

    private record RawVrrpSocket(RawSocket socket) implements VrrpSocket {
        @Override
        public int descriptor() {
            return socket.descriptor();
        }

        @Override
        public int receive() throws NativeIoException {
            return socket.receive();
        }

        @Override
        public ReceivedPacket packet(int index) {
            return socket.packet(index);
        }

        @Override
        public long overflows() {
            return socket.overflows();
        }

        @Override
        public int send(SendBatch batch) {
            return batch.flush(socket);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private record PacketFrameSocket(PacketSocket socket) implements FrameSocket {
        @Override
        public int descriptor() {
            return socket.descriptor();
        }

        @Override
        public int receive() throws NativeIoException {
            return socket.receive();
        }

        @Override
        public ByteBuffer frame(int index) {
            return socket.frame(index);
        }

        @Override
        public long overflows() {
            return socket.overflows();
        }

        @Override
        public int send(SendBatch batch) {
            return batch.flush(socket);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private record NetlinkChannel(NetlinkSocket socket) implements KernelChannel {
        @Override
        public int descriptor() {
            return socket.descriptor();
        }

        @Override
        public NetlinkSocket.Reading read() throws NativeIoException {
            return socket.read();
        }

        @Override
        public ByteBuffer messages() {
            return socket.messages();
        }

        @Override
        public ByteBuffer transact(ByteBuffer requests) throws NativeIoException {
            return socket.transact(requests);
        }

        @Override
        public ByteBuffer dump(ByteBuffer request) throws NativeIoException {
            return socket.dump(request);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
