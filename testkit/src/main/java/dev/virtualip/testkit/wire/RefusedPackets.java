package dev.virtualip.testkit.wire;

import dev.virtualip.testkit.kernel.NativeAddresses;
import dev.virtualip.testkit.kernel.SocketDescriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** VRRP packets that the virtual router 55 of 192.0.2.10 must refuse, sent from the namespace of the caller. */
public final class RefusedPackets {
    private static final byte[] GROUP = {(byte) 224, 0, 0, 18};
    private static final byte[] ETHERNET = {1, 0, 0x5e, 0, 0, 0x12, 2, 0, 0, 0, 0, 9, 8, 0};
    private static final int SENDERS = 8;
    private static final int SOCK_RAW = 3;
    private static final int LINK_ADDRESS_BYTES = 20;
    private static final int INTERFACE_AT = 4;
    private static final int IP_AT = 14;
    private static final int VRRP_AT = 34;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The fault of a packet. */
    public enum Kind {
        /** Its checksum. */
        CHECKSUM,
        /** Its TTL, 64. */
        TIME_TO_LIVE,
        /** Its length: two bytes are missing. */
        LENGTH,
        /** Its Virtual Router ID, 77. */
        VIRTUAL_ROUTER_ID,
        /** Its version, 2. */
        VERSION,
        /** Its sender, if the router accepts only some. */
        SENDER,
        /** Its sender: the address of the host that receives it. */
        OWN_ADDRESS
    }

    private RefusedPackets() {}

    /**
     * Sends packets of these kinds in turn, from eight senders, and returns when the last one has left.
     *
     * @param own the address of the host that receives them
     */
    public static void send(String interfaceName, Set<Kind> kinds, InetAddress own, int packets, int perMilli) {
        try (SocketDescriptor socket = SocketDescriptor.open(NativeAddresses.PACKET, SOCK_RAW, 0)) {
            MemorySegment address = socket.arena().allocate(LINK_ADDRESS_BYTES, Integer.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) NativeAddresses.PACKET);
            address.set(
                    ValueLayout.JAVA_INT,
                    INTERFACE_AT,
                    NetworkInterface.getByName(interfaceName).getIndex());
            List<MemorySegment> frames = frames(socket.arena(), kinds, own);
            long begun = System.nanoTime();
            for (int sent = 0; sent < packets; sent++) {
                if (sent % perMilli == 0) {
                    awaitNanos(begun + sent / perMilli * NANOS_PER_MILLI);
                }
                socket.sendTo(frames.get(sent % frames.size()), address);
            }
        } catch (SocketException e) {
            throw new IllegalStateException("there is no interface " + interfaceName, e);
        }
    }

    private static void awaitNanos(long time) {
        long left = time - System.nanoTime();
        if (left > 0) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<MemorySegment> frames(Arena arena, Set<Kind> kinds, InetAddress own) {
        List<MemorySegment> frames = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            for (Kind kind : kinds) {
                byte[] frame = frame(kind, kind == Kind.OWN_ADDRESS ? own : sender(sender));
                frames.add(arena.allocate(frame.length).copyFrom(MemorySegment.ofArray(frame)));
            }
        }
        return frames;
    }

    private static InetAddress sender(int number) {
        final int first = 200;
        return InetAddress.ofLiteral("192.0.2." + (first + number));
    }

    private static byte[] frame(Kind kind, InetAddress source) {
        byte[] message = message(kind);
        int length = VRRP_AT - IP_AT + message.length - (kind == Kind.LENGTH ? 2 : 0);
        int timeToLive = kind == Kind.TIME_TO_LIVE ? 64 : 255;
        ByteBuffer frame = ByteBuffer.allocate(IP_AT + length)
                .put(ETHERNET)
                .put(new byte[] {0x45, 0, 0, (byte) length, 0, 0, 0, 0, (byte) timeToLive, 112, 0, 0})
                .put(source.getAddress())
                .put(GROUP)
                .put(message, 0, length - (VRRP_AT - IP_AT));
        final int checksumAt = 24;
        frame.putShort(checksumAt, checksum(frame, IP_AT, VRRP_AT));
        return frame.array();
    }

    private static byte[] message(Kind kind) {
        boolean isVersion2 = kind == Kind.VERSION;
        final int priority = 50;
        final int seconds = 1;
        final int centiseconds = 100;
        final int checksumAt = 6;
        ByteBuffer message = ByteBuffer.allocate(isVersion2 ? 20 : 12)
                .put((byte) (isVersion2 ? 0x21 : 0x31))
                .put((byte) (kind == Kind.VIRTUAL_ROUTER_ID ? 77 : 55))
                .put((byte) priority)
                .put((byte) 1)
                .putShort((short) (isVersion2 ? seconds : centiseconds))
                .putShort((short) 0)
                .put(new byte[] {(byte) 192, 0, 2, 10});
        short checksum = checksum(message, 0, message.capacity());
        message.putShort(checksumAt, (short) (kind == Kind.CHECKSUM ? checksum ^ 0x55 : checksum));
        return message.array();
    }

    private static short checksum(ByteBuffer bytes, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at += Short.BYTES) {
            sum += Short.toUnsignedInt(bytes.getShort(at));
        }
        return (short) ~((sum >>> Short.SIZE) + sum);
    }
}
