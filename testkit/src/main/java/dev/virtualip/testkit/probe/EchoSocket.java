package dev.virtualip.testkit.probe;

import dev.virtualip.testkit.kernel.NativeAddresses;
import dev.virtualip.testkit.kernel.SocketDescriptor;
import dev.virtualip.testkit.lab.LabHost;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteOrder;

/**
 * An ICMP echo socket of the kernel's: it sets identifier and checksum and hands out only the answers to its own
 * requests, for both families in the same form. The probe's number travels as the data.
 */
final class EchoSocket implements AutoCloseable {
    /** No answer is there. */
    static final int NONE = -1;

    private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SOCK_DGRAM = 2;
    private static final int ICMP = 1;
    private static final int ICMP6 = 58;
    private static final byte ECHO_REQUEST = 8;
    private static final byte ECHO_REPLY = 0;
    private static final byte ECHO6_REQUEST = (byte) 128;
    private static final byte ECHO6_REPLY = (byte) 129;
    private static final long SIOCDARP = 0x8953;
    private static final int HEADER_BYTES = 8;
    private static final int MESSAGE_BYTES = HEADER_BYTES + Integer.BYTES;
    private static final int BUFFER_BYTES = 128;
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    private final SocketDescriptor socket;
    private final MemorySegment target;
    private final MemorySegment request;
    private final MemorySegment answer;
    private final MemorySegment sender;
    private final MemorySegment arpEntry;
    private final byte reply;

    /** Opens it in the calling thread's namespace, for that thread. */
    EchoSocket(InetAddress address) {
        boolean inet = address instanceof Inet4Address;
        socket = SocketDescriptor.open(NativeAddresses.family(address), SOCK_DGRAM, inet ? ICMP : ICMP6);
        socket.receiveBuffer(RECEIVE_BUFFER_BYTES);
        target = NativeAddresses.of(socket.arena(), address);
        sender = NativeAddresses.of(socket.arena(), address);
        request = socket.arena().allocate(MESSAGE_BYTES);
        request.set(ValueLayout.JAVA_BYTE, 0, inet ? ECHO_REQUEST : ECHO6_REQUEST);
        answer = socket.arena().allocate(BUFFER_BYTES);
        reply = inet ? ECHO_REPLY : ECHO6_REPLY;
        arpEntry = arpEntry();
    }

    /** Sends probe {@code number}; when the kernel cannot, the probe is lost like any other. */
    void send(int number) {
        request.set(NUMBER, HEADER_BYTES, number);
        socket.sendTo(request, target);
    }

    /** Waits at most so long until an answer may be there. */
    void await(long nanos) {
        socket.awaitReadable(nanos);
    }

    /** Lets the kernel forget the target's MAC, so that it has to ask for it again. Not for IPv6. */
    void forgetTarget() {
        socket.ioctl(SIOCDARP, arpEntry);
    }

    /** The number of the probe that was answered next, without waiting; or {@link #NONE}. */
    int receive() {
        int length = socket.receiveFrom(answer, sender);
        boolean isAnswer = length == MESSAGE_BYTES && answer.get(ValueLayout.JAVA_BYTE, 0) == reply;
        return isAnswer ? answer.get(NUMBER, HEADER_BYTES) : NONE;
    }

    /** The kernel's {@code struct arpreq}: address, MAC, flags, netmask, device. */
    private MemorySegment arpEntry() {
        final int arpreqBytes = 68;
        final int deviceOffset = 52;
        MemorySegment entry = socket.arena().allocate(arpreqBytes, ValueLayout.JAVA_INT.byteAlignment());
        if (reply == ECHO_REPLY) {
            entry.copyFrom(target);
        }
        entry.setString(deviceOffset, LabHost.INTERFACE);
        return entry;
    }

    @Override
    public void close() {
        socket.close();
    }
}
