package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A socket for whole Ethernet frames, see packet(7): one sends announcements, others receive claims. */
public final class PacketSocket implements AutoCloseable {
    /** The largest number of frames that one {@link #receive} takes. */
    public static final int BATCH_SIZE = 32;

    /** The number of bytes of a frame that are kept: ARP has 60, a neighbor advertisement with its option 86. */
    public static final int FRAME_CAPACITY = 256;

    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_ARP = 0x0806;
    private static final int ETH_P_IPV6 = 0x86DD;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private final KernelSocket socket;
    private final ReceiveBatch batch;

    private PacketSocket(KernelSocket socket, int batchSize) {
        this.socket = socket;
        this.batch = new ReceiveBatch(batchSize, FRAME_CAPACITY);
    }

    /**
     * Opens a socket that only sends, on any interface ({@link OutgoingMessage#frame}).
     *
     * @throws NativeIoException EPERM without CAP_NET_RAW
     */
    public static PacketSocket openToSend() throws NativeIoException {
        return new PacketSocket(KernelSocket.open(KernelSocket.AF_PACKET, 0, "announcements"), 0);
    }

    /**
     * Opens a socket that receives the ARP packets of other hosts on this interface.
     *
     * @throws NativeIoException EPERM without CAP_NET_RAW, ENODEV if the interface is not there
     */
    public static PacketSocket openForArp(int interfaceIndex) throws NativeIoException {
        return listening(interfaceIndex, ETH_P_ARP, new int[0][]);
    }

    /**
     * Opens a socket that receives the neighbor advertisements of other hosts on this interface.
     *
     * @throws NativeIoException EPERM without CAP_NET_RAW, ENODEV if the interface is not there
     */
    public static PacketSocket openForNeighborAdvertisements(int interfaceIndex) throws NativeIoException {
        return listening(interfaceIndex, ETH_P_IPV6, PacketFilter.NEIGHBOR_ADVERTISEMENTS);
    }

    /**
     * Opens a socket that receives VRRP packets as they arrive on this interface, before the host's firewall.
     *
     * @throws NativeIoException EPERM without CAP_NET_RAW, ENODEV if the interface is not there
     */
    public static PacketSocket openForVrrp(int interfaceIndex, boolean ipv4) throws NativeIoException {
        return ipv4
                ? listening(interfaceIndex, ETH_P_IP, PacketFilter.VRRP_IPV4)
                : listening(interfaceIndex, ETH_P_IPV6, PacketFilter.VRRP_IPV6);
    }

    /** The descriptor, for an event loop. */
    public int descriptor() {
        return socket.descriptor();
    }

    /**
     * Receives what is queued without waiting, see {@link #frame}.
     *
     * @return how many frames, 0..{@link #BATCH_SIZE}; fewer than {@link #BATCH_SIZE} mean that the queue was empty
     * @throws NativeIoException if the socket is no longer usable
     */
    public int receive() throws NativeIoException {
        int received = batch.receive(socket);
        return received < 0 ? RawSocket.nothingOrThrow(socket, received) : received;
    }

    /**
     * The frame of this index, 0..received-1, from its destination MAC on, cut to {@link #FRAME_CAPACITY}: position 0
     * to the limit, in network byte order, to be read by absolute index; valid until the next {@link #receive}.
     */
    public ByteBuffer frame(int index) {
        return batch.slot(index).payload();
    }

    /** The number of frames that the kernel dropped because the receive buffer was full. */
    public long overflows() {
        return batch.overflows();
    }

    @Override
    public void close() {
        socket.close();
    }

    KernelSocket socket() {
        return socket;
    }

    /** The socket receives nothing until it is bound, so no frame gets past the filter. */
    private static PacketSocket listening(int interfaceIndex, int protocol, int[][] filter) throws NativeIoException {
        String purpose = "frames of type 0x%04x on interface %d".formatted(protocol, interfaceIndex);
        KernelSocket socket = KernelSocket.open(KernelSocket.AF_PACKET, 0, purpose);
        try {
            if (filter.length > 0) {
                Arena arena = Arena.ofAuto();
                MemorySegment instructions = arena.allocate((long) filter.length * PacketFilter.INSTRUCTION_SIZE, 8);
                socket.set(SocketOption.SO_ATTACH_FILTER, PacketFilter.program(arena, instructions, filter));
            }
            socket.set(SocketOption.SO_RXQ_OVFL, 1);
            socket.enlargeReceiveBuffer(RECEIVE_BUFFER_BYTES);
            socket.bind(SocketAddresses.link(interfaceIndex, protocol));
            return new PacketSocket(socket, BATCH_SIZE);
        } catch (NativeIoException e) {
            socket.close();
            throw e;
        }
    }
}
