package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.link.FrameSocket;
import dev.virtualip.agent.link.KernelChannel;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.NetlinkSocket;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.loop.Poller;
import dev.virtualip.agent.loop.SocketFactory;
import dev.virtualip.agent.loop.VrrpSocket;
import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.vrrp.Family;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The open sockets of one virtual kernel. When the agent's process ends, all of them are closed. */
public final class VirtualSockets implements SocketFactory, Poller {
    private static final int ENODEV = 19;
    private static final int QUEUED_MAX = 8_192;

    private final VirtualKernel kernel;
    private final List<OpenSocket> open = new ArrayList<>();
    private Runnable readable = () -> {};
    private Runnable systemCall = () -> {};
    private int descriptors = 3;

    VirtualSockets(VirtualKernel kernel) {
        this.kernel = kernel;
    }

    /** A process begins. */
    void begin(Runnable whenReadable, Runnable atSystemCall) {
        open.clear();
        readable = whenReadable;
        systemCall = atSystemCall;
    }

    /** The process has ended. */
    void closeAll() {
        open.clear();
        readable = () -> {};
        systemCall = () -> {};
    }

    /** Marks what has something to read, as a poller does before each turn; true if there is any. */
    boolean poll() {
        boolean any = false;
        for (int i = 0; i < open.size(); i++) {
            OpenSocket socket = open.get(i);
            socket.readable |= !socket.queue.isEmpty() || socket.overrun;
            any |= socket.readable && socket.watched;
        }
        return any;
    }

    // ---- what the kernel delivers

    void receiveVrrp(VirtualNic nic, Frame frame) {
        deliver(Kind.VRRP, nic.index, frame.type() == Frame.IPV4, frame.bytes());
    }

    void receiveArp(VirtualNic nic, Frame frame) {
        deliver(Kind.CLAIMS, nic.index, true, frame.bytes());
    }

    void receiveNeighborAdvertisement(VirtualNic nic, Frame frame) {
        deliver(Kind.CLAIMS, nic.index, false, frame.bytes());
    }

    private void deliver(Kind kind, int index, boolean ipv4, ByteBuffer bytes) {
        for (int i = 0; i < open.size(); i++) {
            OpenSocket socket = open.get(i);
            if (socket.kind == kind && socket.index == index && socket.ipv4 == ipv4) {
                socket.deliver(bytes);
            }
        }
    }

    /** Reports that an address is there, or gone. */
    void report(boolean removed, KernelAddress address) {
        report(NetlinkMessages.begin(256).address(removed, address).finish());
    }

    /** Reports how an interface is now. */
    void report(VirtualNic nic) {
        report(NetlinkMessages.begin(256).link(false, nic).finish());
    }

    private void report(ByteBuffer messages) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).kind == Kind.MONITOR) {
                open.get(i).deliver(messages);
            }
        }
    }

    /** Loses the reports that wait, and says so. */
    public void overrunMonitor() {
        for (OpenSocket socket : open) {
            if (socket.kind == Kind.MONITOR) {
                socket.queue.clear();
                socket.overrun = true;
                readable.run();
            }
        }
    }

    // ---- what the process opens

    @Override
    public VrrpSocket openVrrp(String interfaceName, int interfaceIndex, Family family) throws NativeIoException {
        return opened(new OpenSocket(Kind.VRRP, nic(interfaceIndex), family == Family.IPV4));
    }

    @Override
    public FrameSocket openClaims(int interfaceIndex, Family family) throws NativeIoException {
        return opened(new OpenSocket(Kind.CLAIMS, nic(interfaceIndex), family == Family.IPV4));
    }

    @Override
    public FrameSocket openFrames() {
        return opened(new OpenSocket(Kind.FRAMES, null, true));
    }

    @Override
    public KernelChannel openMonitor() {
        return opened(new OpenSocket(Kind.MONITOR, null, true));
    }

    @Override
    public KernelChannel openRequests() {
        return opened(new OpenSocket(Kind.REQUESTS, null, true));
    }

    private VirtualNic nic(int index) throws NativeIoException {
        VirtualNic nic = kernel.nic(index);
        if (nic == null) {
            throw new NativeIoException("socket on interface " + index, ENODEV);
        }
        return nic;
    }

    private OpenSocket opened(OpenSocket socket) {
        systemCall.run();
        open.add(socket);
        return socket;
    }

    @Override
    public Watch watch(int descriptor) {
        OpenSocket socket = open.stream()
                .filter(each -> each.descriptor == descriptor)
                .findFirst()
                .orElseThrow();
        socket.watched = true;
        return new Watch() {
            @Override
            public boolean takeReadable() {
                boolean was = socket.readable;
                socket.readable = false;
                return was;
            }

            @Override
            public void close() {}
        };
    }

    private enum Kind {
        VRRP,
        CLAIMS,
        FRAMES,
        MONITOR,
        REQUESTS
    }

    /** A packet as a raw socket delivers it. */
    private record Packet(ByteBuffer bytes, ByteBuffer source, ByteBuffer destination, int hopLimit)
            implements ReceivedPacket {
        static Packet of(Frame frame) {
            ByteBuffer packet = frame.packet();
            return frame.type() == Frame.IPV4
                    ? new Packet(packet, packet.slice(12, 4), packet.slice(16, 4), Byte.toUnsignedInt(packet.get(8)))
                    : new Packet(
                            frame.payload(),
                            packet.slice(8, 16),
                            packet.slice(24, 16),
                            Byte.toUnsignedInt(packet.get(7)));
        }

        @Override
        public boolean truncated() {
            return false;
        }
    }

    /** One socket: which of the interfaces it implements is used depends on its kind. */
    private final class OpenSocket implements VrrpSocket, FrameSocket, KernelChannel {
        private final Kind kind;
        private final @Nullable VirtualNic nic;
        private final int index;
        private final boolean ipv4;
        private final int descriptor = descriptors++;
        private final Deque<ByteBuffer> queue = new ArrayDeque<>();
        private final List<ByteBuffer> received = new ArrayList<>();
        private boolean readable = true;
        private boolean watched;
        private boolean overrun;
        private long overflows;

        private OpenSocket(Kind kind, @Nullable VirtualNic nic, boolean ipv4) {
            this.kind = kind;
            this.nic = nic;
            this.index = nic == null ? 0 : nic.index;
            this.ipv4 = ipv4;
        }

        private void deliver(ByteBuffer bytes) {
            if (queue.size() < QUEUED_MAX) {
                queue.add(bytes);
            } else {
                overflows++;
            }
            VirtualSockets.this.readable.run();
        }

        @Override
        public int descriptor() {
            return descriptor;
        }

        @Override
        public int receive() {
            systemCall.run();
            received.clear();
            while (received.size() < VrrpSocket.BATCH_SIZE && !queue.isEmpty()) {
                received.add(queue.remove());
            }
            return received.size();
        }

        @Override
        public ReceivedPacket packet(int at) {
            return Packet.of(new Frame(received.get(at)));
        }

        @Override
        public ByteBuffer frame(int at) {
            return received.get(at);
        }

        @Override
        public long overflows() {
            return overflows;
        }

        @Override
        public int send(SendBatch batch) {
            systemCall.run();
            int sent = batch.size();
            List<OutgoingMessage> messages = new ArrayList<>(sent);
            for (int i = 0; i < sent; i++) {
                messages.add(batch.message(i));
            }
            batch.discard();
            messages.forEach(this::send);
            return sent;
        }

        private void send(OutgoingMessage message) {
            InetAddress source = message.source();
            if (source == null) {
                ByteBuffer frame = ByteBuffer.allocate(message.length());
                frame.put(0, message.payload(), 0, message.length());
                sendFrame(new Frame(frame));
            } else if (nic != null) {
                InetAddress destination = Objects.requireNonNull(message.destination());
                kernel.send(nic, Frame.packet(nic.mac, source, destination, message.payload(), message.length()));
            }
        }

        /** A frame names its interface in the socket address, which is not kept: its sender has the interface's MAC. */
        private void sendFrame(Frame frame) {
            for (VirtualNic each : kernel.nics()) {
                if (each.mac.equals(frame.from())) {
                    kernel.send(each, frame);
                }
            }
        }

        @Override
        public NetlinkSocket.Reading read() {
            systemCall.run();
            received.clear();
            if (overrun) {
                overrun = false;
                return NetlinkSocket.Reading.OVERRUN;
            }
            if (queue.isEmpty()) {
                return NetlinkSocket.Reading.EMPTY;
            }
            received.add(queue.remove());
            return NetlinkSocket.Reading.MESSAGES;
        }

        @Override
        public ByteBuffer messages() {
            return received.getFirst();
        }

        @Override
        public ByteBuffer transact(ByteBuffer requests) {
            systemCall.run();
            return kernel.requests.transact(requests);
        }

        @Override
        public ByteBuffer dump(ByteBuffer request) {
            systemCall.run();
            return kernel.requests.dump(request);
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }
}
