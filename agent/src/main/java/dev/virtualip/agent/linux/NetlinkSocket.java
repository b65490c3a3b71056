package dev.virtualip.agent.linux;

import java.nio.ByteBuffer;

/**
 * A socket of rtnetlink(7). What goes in and out are whole netlink messages, which the package {@code netlink} writes
 * and reads; this class looks at no more than their headers.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** The most bytes that {@link #transact} takes. */
    public static final int REQUEST_CAPACITY = 32 << 10;

    /** The most bytes that a dump may have: some 100,000 addresses. */
    public static final int DUMP_CAPACITY = 16 << 20;

    private static final int NETLINK_ROUTE = 0;
    private static final int RTNLGRP_LINK = 1;
    private static final int RTNLGRP_IPV4_IFADDR = 5;
    private static final int RTNLGRP_IPV6_IFADDR = 9;
    private static final int DATAGRAM_CAPACITY = 64 << 10;
    private static final int MONITOR_BUFFER_BYTES = 8 << 20;
    private static final int REQUEST_BUFFER_BYTES = 1 << 20;
    private static final int DUMP_ATTEMPTS = 8;
    private static final int MAX_STALE_DATAGRAMS = 1024;

    private final KernelSocket socket;
    private final ReceiveBatch incoming = new ReceiveBatch(1, DATAGRAM_CAPACITY);
    private final OutgoingMessage outgoing = OutgoingMessage.toKernel(REQUEST_CAPACITY);
    private final SendBatch sending = new SendBatch();

    private NetlinkSocket(KernelSocket socket) {
        this.socket = socket;
    }

    /** The result of {@link #read}. */
    public enum Reading {
        /** Messages; see {@link NetlinkSocket#messages}. */
        MESSAGES,
        /** Nothing: the queue is empty. */
        EMPTY,
        /** The kernel dropped messages since the last reading: only a dump shows how things are. */
        OVERRUN
    }

    /** Opens a socket that receives every change of links and addresses in this network namespace. */
    public static NetlinkSocket openMonitor() throws NativeIoException {
        return openMonitor(MONITOR_BUFFER_BYTES);
    }

    /** With a buffer of this many bytes. */
    static NetlinkSocket openMonitor(int bufferBytes) throws NativeIoException {
        return open("the monitor of links and addresses", bufferBytes, socket -> {
            socket.set(SocketOption.NETLINK_ADD_MEMBERSHIP, RTNLGRP_LINK);
            socket.set(SocketOption.NETLINK_ADD_MEMBERSHIP, RTNLGRP_IPV4_IFADDR);
            socket.set(SocketOption.NETLINK_ADD_MEMBERSHIP, RTNLGRP_IPV6_IFADDR);
        });
    }

    /** Opens a socket for requests; answers carry the kernel's error text where there is one. */
    public static NetlinkSocket openRequests() throws NativeIoException {
        return open("requests to rtnetlink", REQUEST_BUFFER_BYTES, socket -> {
            socket.set(SocketOption.NETLINK_EXT_ACK, 1);
            socket.set(SocketOption.NETLINK_CAP_ACK, 1);
        });
    }

    /** The descriptor, for an event loop. */
    public int descriptor() {
        return socket.descriptor();
    }

    /**
     * Reads one datagram without waiting. What other processes sent is passed over as empty messages.
     *
     * @throws NativeIoException if the socket is no longer usable
     */
    public Reading read() throws NativeIoException {
        int result = incoming.receiveOrError(socket);
        if (result == -Errno.ENOBUFS.number()) {
            return Reading.OVERRUN;
        }
        if (result <= 0) {
            RawSocket.nothingOrThrow(socket, result == 0 ? -Errno.EAGAIN.number() : result);
            return Reading.EMPTY;
        }
        if (incoming.slot(0).name().getInt(SocketAddresses.NETLINK_PORT) != 0) {
            messages().limit(0);
        }
        return incoming.slot(0).truncated() ? Reading.OVERRUN : Reading.MESSAGES;
    }

    /** The messages of the last reading, from position 0 to the limit; valid until the next. */
    public ByteBuffer messages() {
        return incoming.slot(0).payload();
    }

    /**
     * Sends requests and collects the answer to each. The kernel carries them out, one after the other, before the
     * sending returns; an error of one does not stop the next.
     *
     * @param requests messages that each ask for an acknowledgement, from position to limit, together at most
     *     {@link #REQUEST_CAPACITY} bytes; 64 of them are a good number
     * @return the answers
     * @throws NativeIoException if the kernel takes no requests, or not all answers came; what was carried out then
     *     is unknown until a dump
     */
    public ByteBuffer transact(ByteBuffer requests) throws NativeIoException {
        int missing = NetlinkAnswer.count(requests, NetlinkAnswer.ANY_TYPE);
        send(requests);
        NetlinkAnswer answer = new NetlinkAnswer(DATAGRAM_CAPACITY * 4);
        while (missing > 0) {
            ByteBuffer part = next("answer");
            missing -= NetlinkAnswer.count(part, NetlinkAnswer.ERROR);
            answer.append(part);
        }
        return answer.messages();
    }

    /**
     * Sends a dump request and collects the answer; a dump during which something changed is done again.
     *
     * @param request one message
     * @return all messages of the answer
     * @throws NativeIoException if the kernel refuses, it never comes to rest (EBUSY), or it exceeds
     *     {@link #DUMP_CAPACITY} (ENOSPC)
     */
    public ByteBuffer dump(ByteBuffer request) throws NativeIoException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            send(request);
            NetlinkAnswer answer = new NetlinkAnswer(DUMP_CAPACITY);
            while (!answer.complete()) {
                if (!answer.append(next("dump"))) {
                    throw socket.failure("dump", Errno.ENOSPC.number());
                }
            }
            if (answer.errno() != 0) {
                throw socket.failure("dump", answer.errno());
            }
            if (!answer.interrupted()) {
                return answer.messages();
            }
        }
        throw socket.failure("dump", Errno.EBUSY.number());
    }

    @Override
    public void close() {
        socket.close();
    }

    private void send(ByteBuffer requests) throws NativeIoException {
        discardStale();
        ByteBuffer payload = outgoing.payload();
        if (requests.remaining() > payload.capacity()) {
            throw socket.failure("send", Errno.EMSGSIZE.number());
        }
        payload.put(0, requests, requests.position(), requests.remaining());
        outgoing.setLength(requests.remaining());
        sending.add(outgoing);
        if (sending.flush(socket) == 0) {
            throw socket.failure("send", sending.errno(0));
        }
    }

    /** Discards what an earlier request that failed left behind. */
    private void discardStale() throws NativeIoException {
        for (int i = 0; i < MAX_STALE_DATAGRAMS; i++) {
            if (read() == Reading.EMPTY) {
                return;
            }
        }
    }

    private ByteBuffer next(String what) throws NativeIoException {
        return switch (read()) {
            case MESSAGES -> messages();
            case EMPTY -> throw socket.failure(what, Errno.ENODATA.number());
            case OVERRUN -> throw socket.failure(what, Errno.ENOBUFS.number());
        };
    }

    private static NetlinkSocket open(String purpose, int bufferBytes, Configuration configuration)
            throws NativeIoException {
        KernelSocket socket = KernelSocket.open(KernelSocket.AF_NETLINK, NETLINK_ROUTE, purpose);
        try {
            socket.enlargeReceiveBuffer(bufferBytes);
            socket.bind(SocketAddresses.netlink());
            configuration.apply(socket);
            return new NetlinkSocket(socket);
        } catch (NativeIoException e) {
            socket.close();
            throw e;
        }
    }

    /** The parameters of one kind of socket. */
    @FunctionalInterface
    private interface Configuration {
        void apply(KernelSocket socket) throws NativeIoException;
    }
}
