package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.netlink.AddressFlags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes rtnetlink messages as the kernel sends them. */
final class NetlinkMessages {
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int NEW_LINK = 16;
    static final int DELETE_LINK = 17;
    static final int NEW_ADDRESS = 20;
    static final int DELETE_ADDRESS = 21;

    private static final int CAPPED = 0x100;
    private static final int IFF_UP = 0x1;
    private static final int IFF_RUNNING = 0x40;
    private static final int IFF_MULTICAST = 0x1000;
    private static final int IFF_LOWER_UP = 0x1_0000;
    private static final int OPERATIONAL_DOWN = 2;
    private static final int OPERATIONAL_UP = 6;

    private final ByteBuffer out;
    private int start;

    private NetlinkMessages(int capacity) {
        out = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
    }

    static NetlinkMessages begin(int capacity) {
        return new NetlinkMessages(capacity);
    }

    /** All that was written. */
    ByteBuffer finish() {
        return out.flip();
    }

    NetlinkMessages link(boolean removed, VirtualNic nic) {
        header(removed ? DELETE_LINK : NEW_LINK, 0, 0);
        int flags = IFF_MULTICAST
                | (nic.up ? IFF_UP : 0)
                | (nic.usable() ? IFF_RUNNING : 0)
                | (nic.up && nic.carrier ? IFF_LOWER_UP : 0);
        out.put((byte) 0)
                .put((byte) 0)
                .putShort((short) 1)
                .putInt(nic.index)
                .putInt(flags)
                .putInt(0);
        attribute(1, mac(nic.mac.bits()));
        attribute(3, (nic.name + "\0").getBytes(StandardCharsets.UTF_8));
        attribute(4, number(1500));
        attribute(16, new byte[] {(byte) (nic.usable() ? OPERATIONAL_UP : OPERATIONAL_DOWN)});
        return end();
    }

    NetlinkMessages address(boolean removed, KernelAddress address) {
        header(removed ? DELETE_ADDRESS : NEW_ADDRESS, 0, 0);
        byte[] bytes = address.address.getAddress();
        int flags = address.flags | (address.mortal() ? 0 : AddressFlags.PERMANENT);
        out.put((byte) (address.ipv4() ? 2 : 10))
                .put((byte) address.prefixLength)
                .put((byte) flags);
        out.put((byte) address.scope()).putInt(address.interfaceIndex);
        attribute(1, bytes);
        if (address.ipv4()) {
            attribute(2, bytes);
            attribute(3, (address.label + "\0").getBytes(StandardCharsets.UTF_8));
        }
        out.putShort((short) 20).putShort((short) 6);
        out.putInt((int) address.preferredSeconds)
                .putInt((int) address.validSeconds)
                .putLong(0);
        attribute(8, number(flags));
        if (address.protocol != 0) {
            attribute(11, new byte[] {(byte) address.protocol});
        }
        return end();
    }

    /** The acknowledgement of a request. */
    NetlinkMessages acknowledgement(int sequence, int errno, ByteBuffer request, int requestStart) {
        header(ERROR, CAPPED, sequence);
        out.putInt(-errno).put(out.position(), request, requestStart, 16);
        out.position(out.position() + 16);
        return end();
    }

    NetlinkMessages done(int sequence) {
        header(DONE, 0, sequence);
        out.putInt(0);
        return end();
    }

    private void header(int type, int flags, int sequence) {
        start = out.position();
        out.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
    }

    private NetlinkMessages end() {
        out.putInt(start, out.position() - start);
        return this;
    }

    private void attribute(int type, byte[] value) {
        out.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        out.position((out.position() + 3) & ~3);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }

    private static byte[] mac(long bits) {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (bits >>> (8 * (5 - i)));
        }
        return bytes;
    }
}
