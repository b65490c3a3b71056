package dev.virtualip.agent.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The raw socket for VRRP (IP protocol 112) of one address family on one interface: it receives for all virtual routers
 * there, multicast and unicast, and sends for all of them from any source address ({@link OutgoingMessage}).
 *
 * <p>The kernel adds the IP header when sending. It neither makes nor checks the VRRP checksum, also not over IPv6,
 * where it could: it would drop a wrong one without a trace. The sockets are transparent (ip(7), IP_TRANSPARENT), so
 * that an advertisement still leaves from an address that the host has just lost.
 */
public final class RawSocket implements AutoCloseable {
    /** The largest number of packets that one {@link #receive} takes. */
    public static final int BATCH_SIZE = 32;

    /** The number of bytes of a packet that are kept: more than an advertisement of 255 IPv6 addresses. */
    public static final int PACKET_CAPACITY = 4352;

    private static final int VRRP = 112;
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
    private static final int TTL = 255;

    /** Internetwork control: the traffic class of routing protocols. */
    private static final int TRAFFIC_CLASS = 0xC0;

    /** The highest queueing priority that needs no capability. */
    private static final int QUEUE_PRIORITY = 6;

    private static final byte[] IPV4_GROUP = {(byte) 224, 0, 0, 18};
    private static final byte[] IPV6_GROUP = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12};

    private final KernelSocket socket;
    private final boolean ipv4;
    private final ReceiveBatch batch = new ReceiveBatch(BATCH_SIZE, PACKET_CAPACITY);
    private final RawPacket[] packets = new RawPacket[BATCH_SIZE];

    private RawSocket(KernelSocket socket, boolean ipv4) {
        this.socket = socket;
        this.ipv4 = ipv4;
        for (int i = 0; i < packets.length; i++) {
            packets[i] = new RawPacket(batch.slot(i), ipv4);
        }
    }

    /**
     * Opens the socket for IPv4 and joins 224.0.0.18.
     *
     * @throws NativeIoException EPERM without CAP_NET_RAW, ENODEV if the interface is not there
     */
    public static RawSocket openIpv4(String interfaceName, int interfaceIndex) throws NativeIoException {
        KernelSocket socket = KernelSocket.open(KernelSocket.AF_INET, VRRP, "VRRP over IPv4 on " + interfaceName);
        return opened(socket, interfaceName, true, () -> configureIpv4(socket, interfaceIndex));
    }

    /**
     * Opens the socket for IPv6 and joins ff02::12.
     *
     * @throws NativeIoException EPERM without CAP_NET_RAW, ENODEV if the interface is not there or has no IPv6
     */
    public static RawSocket openIpv6(String interfaceName, int interfaceIndex) throws NativeIoException {
        KernelSocket socket = KernelSocket.open(KernelSocket.AF_INET6, VRRP, "VRRP over IPv6 on " + interfaceName);
        return opened(socket, interfaceName, false, () -> configureIpv6(socket, interfaceIndex));
    }

    /**
     * Lets multicast that leaves here also come back to the sockets of this host, through its firewall, or not (the
     * default).
     */
    public void loopMulticast(boolean loop) throws NativeIoException {
        socket.set(ipv4 ? SocketOption.IP_MULTICAST_LOOP : SocketOption.IPV6_MULTICAST_LOOP, loop ? 1 : 0);
    }

    /** The descriptor, for an event loop. */
    public int descriptor() {
        return socket.descriptor();
    }

    /**
     * Receives what is queued without waiting, see {@link #packet}.
     *
     * @return how many packets, 0..{@link #BATCH_SIZE}; fewer than {@link #BATCH_SIZE} mean that the queue was empty
     * @throws NativeIoException if the socket is no longer usable
     */
    public int receive() throws NativeIoException {
        int received = batch.receive(socket);
        if (received < 0) {
            return nothingOrThrow(socket, received);
        }
        for (int i = 0; i < received; i++) {
            packets[i].accept();
        }
        return received;
    }

    /** The packet of this index, 0..received-1; valid until the next {@link #receive}. */
    public ReceivedPacket packet(int index) {
        return packets[index];
    }

    /** The number of packets that the kernel dropped because the receive buffer was full. */
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

    /** An empty queue is no error, nor is an interface that is down: the address monitor reports it. */
    static int nothingOrThrow(KernelSocket socket, int result) throws NativeIoException {
        if (result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number() || result == -Errno.ENETDOWN.number()) {
            return 0;
        }
        throw socket.failure("recvmmsg", -result);
    }

    private static RawSocket opened(KernelSocket socket, String interfaceName, boolean ipv4, Configuration family)
            throws NativeIoException {
        try {
            socket.bindToDevice(interfaceName);
            socket.set(SocketOption.SO_PRIORITY, QUEUE_PRIORITY);
            socket.set(SocketOption.SO_RXQ_OVFL, 1);
            socket.enlargeReceiveBuffer(RECEIVE_BUFFER_BYTES);
            family.apply();
            return new RawSocket(socket, ipv4);
        } catch (NativeIoException e) {
            socket.close();
            throw e;
        }
    }

    private static void configureIpv4(KernelSocket socket, int interfaceIndex) throws NativeIoException {
        socket.set(SocketOption.IP_TRANSPARENT, 1);
        socket.set(SocketOption.IP_TTL, TTL);
        socket.set(SocketOption.IP_TOS, TRAFFIC_CLASS);
        socket.set(SocketOption.IP_MULTICAST_TTL, TTL);
        socket.set(SocketOption.IP_MULTICAST_LOOP, 0);
        socket.set(SocketOption.IP_MULTICAST_ALL, 0);
        socket.set(SocketOption.IP_MULTICAST_IF, multicastRequest(new byte[IPV4_GROUP.length], interfaceIndex));
        socket.set(SocketOption.IP_ADD_MEMBERSHIP, multicastRequest(IPV4_GROUP, interfaceIndex));
    }

    /** {@code struct ip_mreqn { 0 group  4 local address  8 interface }}. */
    private static byte[] multicastRequest(byte[] group, int interfaceIndex) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.nativeOrder())
                .put(0, group)
                .putInt(8, interfaceIndex)
                .array();
    }

    private static void configureIpv6(KernelSocket socket, int interfaceIndex) throws NativeIoException {
        socket.set(SocketOption.IPV6_TRANSPARENT, 1);
        socket.set(SocketOption.IPV6_UNICAST_HOPS, TTL);
        socket.set(SocketOption.IPV6_TCLASS, TRAFFIC_CLASS);
        socket.set(SocketOption.IPV6_MULTICAST_HOPS, TTL);
        socket.set(SocketOption.IPV6_MULTICAST_LOOP, 0);
        socket.set(SocketOption.IPV6_MULTICAST_ALL, 0);
        socket.set(SocketOption.IPV6_RECVHOPLIMIT, 1);
        socket.set(SocketOption.IPV6_RECVPKTINFO, 1);
        socket.set(SocketOption.IPV6_MULTICAST_IF, interfaceIndex);
        // struct ipv6_mreq { 0 group[16]  16 interface }
        byte[] request = ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .put(0, IPV6_GROUP)
                .putInt(16, interfaceIndex)
                .array();
        socket.set(SocketOption.IPV6_JOIN_GROUP, request);
    }

    /** The parameters of one address family. */
    @FunctionalInterface
    private interface Configuration {
        void apply() throws NativeIoException;
    }
}
