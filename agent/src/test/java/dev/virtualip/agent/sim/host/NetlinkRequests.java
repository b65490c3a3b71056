package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.netlink.AddressFlags;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Reads and carries out rtnetlink requests as the kernel does. */
final class NetlinkRequests {
    private static final int GET_LINK = 18;
    private static final int GET_ADDRESS = 22;
    private static final int NEW_ROUTE = 24;
    private static final int DELETE_ROUTE = 25;
    private static final int REPLACE = 0x100;
    private static final int EXCLUSIVE = 0x200;
    private static final int NO_SUCH_ROUTE = 3;
    private static final int EXISTS = 17;
    private static final int NO_DEVICE = 19;
    private static final int NOT_AVAILABLE = 99;
    private static final int ACKNOWLEDGEMENT = 36;
    private static final int MESSAGE_MAX = 160;

    private final VirtualKernel kernel;
    private final Set<String> routes = new HashSet<>();

    NetlinkRequests(VirtualKernel kernel) {
        this.kernel = kernel;
    }

    /** The routes that the agent has set. */
    Set<String> routes() {
        return routes;
    }

    /** Carries out requests and returns the acknowledgement of each. */
    ByteBuffer transact(ByteBuffer requests) {
        ByteBuffer in = requests.duplicate().order(ByteOrder.nativeOrder());
        NetlinkMessages answer = NetlinkMessages.begin(ACKNOWLEDGEMENT * (1 + in.remaining() / 16));
        for (int at = in.position(); at < in.limit(); at += (in.getInt(at) + 3) & ~3) {
            answer.acknowledgement(in.getInt(at + 8), carryOut(in, at), in, at);
        }
        return answer.finish();
    }

    private int carryOut(ByteBuffer in, int at) {
        return switch (in.getShort(at + 4)) {
            case NetlinkMessages.NEW_ADDRESS -> setAddress(in, at);
            case NetlinkMessages.DELETE_ADDRESS -> deleteAddress(in, at);
            case NEW_ROUTE -> routes.add(route(in, at)) ? 0 : EXISTS;
            case DELETE_ROUTE -> routes.remove(route(in, at)) ? 0 : NO_SUCH_ROUTE;
            default -> throw new AssertionError("an unknown request: " + in.getShort(at + 4));
        };
    }

    private int setAddress(ByteBuffer in, int at) {
        int index = in.getInt(at + 20);
        InetAddress address = address(in, at);
        int prefixLength = Byte.toUnsignedInt(in.get(at + 17));
        int mode = in.getShort(at + 6);
        if (kernel.nic(index) == null) {
            return NO_DEVICE;
        }
        KernelAddress known = kernel.find(index, address, prefixLength);
        if (known != null && ((mode & EXCLUSIVE) != 0 || (mode & REPLACE) == 0)) {
            return EXISTS;
        }
        KernelAddress set =
                known != null ? known : new KernelAddress(index, address, prefixLength, number(in, at, 11, 1, 0));
        int lifetimes = find(in, at, 6);
        set.preferredSeconds = lifetimes < 0 ? KernelAddress.FOREVER : Integer.toUnsignedLong(in.getInt(lifetimes));
        set.validSeconds = lifetimes < 0 ? KernelAddress.FOREVER : Integer.toUnsignedLong(in.getInt(lifetimes + 4));
        set.flags = number(in, at, 8, 4, 0);
        set.label = text(in, at);
        if (set.ipv4() || (set.flags & AddressFlags.NODAD) != 0) {
            set.flags &= ~AddressFlags.TENTATIVE;
        }
        kernel.reports().requested(set, false);
        if (known == null) {
            kernel.add(set);
        } else {
            kernel.renew(set);
        }
        return 0;
    }

    private int deleteAddress(ByteBuffer in, int at) {
        int index = in.getInt(at + 20);
        KernelAddress known = kernel.find(index, address(in, at), Byte.toUnsignedInt(in.get(at + 17)));
        if (kernel.nic(index) == null) {
            return NO_DEVICE;
        }
        if (known == null) {
            return NOT_AVAILABLE;
        }
        kernel.reports().requested(known, true);
        kernel.remove(known);
        return 0;
    }

    private static String route(ByteBuffer in, int at) {
        int destination = find(in, at, 1, 28);
        byte[] bytes = new byte[in.getShort(destination - 4) - 4];
        in.get(destination, bytes);
        return HexFormat.of().formatHex(bytes) + "/" + in.get(at + 17) + " " + in.getInt(find(in, at, 4, 28));
    }

    /** Answers a dump request. */
    ByteBuffer dump(ByteBuffer request) {
        ByteBuffer in = request.duplicate().order(ByteOrder.nativeOrder());
        int at = in.position();
        int count = kernel.nics().size() + kernel.addresses().size() + 1;
        NetlinkMessages answer = NetlinkMessages.begin(MESSAGE_MAX * count);
        switch (in.getShort(at + 4)) {
            case GET_LINK -> kernel.nics().forEach(nic -> answer.link(false, nic));
            case GET_ADDRESS ->
                kernel.addresses().stream()
                        .filter(known -> known.answering || known.tentative())
                        .forEach(known -> answer.address(false, known));
            default -> throw new AssertionError("an unknown dump: " + in.getShort(at + 4));
        }
        return answer.done(in.getInt(at + 8)).finish();
    }

    private static InetAddress address(ByteBuffer in, int at) {
        byte[] bytes = new byte[in.get(at + 16) == 2 ? 4 : 16];
        in.get(find(in, at, 2), bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String text(ByteBuffer in, int at) {
        int offset = find(in, at, 3);
        if (offset < 0) {
            return "";
        }
        byte[] bytes = new byte[in.getShort(offset - 4) - 5];
        in.get(offset, bytes);
        return new String(Arrays.copyOf(bytes, bytes.length), StandardCharsets.UTF_8);
    }

    private static int number(ByteBuffer in, int at, int type, int length, int otherwise) {
        int offset = find(in, at, type);
        return offset < 0 ? otherwise : length == 1 ? Byte.toUnsignedInt(in.get(offset)) : in.getInt(offset);
    }

    /** Where the value of an attribute of an address request begins; -1 if it has none. */
    private static int find(ByteBuffer in, int at, int type) {
        return find(in, at, type, 24);
    }

    private static int find(ByteBuffer in, int at, int type, int body) {
        int end = at + in.getInt(at);
        for (int offset = at + body; offset + 4 <= end; offset += (in.getShort(offset) + 3) & ~3) {
            if (in.getShort(offset + 2) == type) {
                return offset + 4;
            }
        }
        return -1;
    }
}
