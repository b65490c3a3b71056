package dev.virtualip.agent.linux;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;

/**
 * A program that sends and receives over the loopback interface of the network namespace it is started in, and prints
 * how many bytes it allocated on the heap for {@link #ROUNDS} rounds.
 */
final class SteadyPathProbe {
    static final int ROUNDS = 10_000;

    /** Enough for every method to be compiled. */
    private static final int WARM_UP_ROUNDS = 20_000;

    private static final int LOOPBACK = 1;

    private final RawSocket ipv4 = RawSocket.openIpv4("lo", LOOPBACK);
    private final RawSocket ipv6 = RawSocket.openIpv6("lo", LOOPBACK);
    private final PacketSocket toSend = PacketSocket.openToSend();
    private final PacketSocket arp = PacketSocket.openForArp(LOOPBACK);
    private final OutgoingMessage over4 = message("127.0.0.1");
    private final OutgoingMessage over6 = message("::1");
    private final OutgoingMessage frame = OutgoingMessage.frame(LOOPBACK, PacketSocket.FRAME_CAPACITY);
    private final SendBatch batch = new SendBatch();
    private final Clocks clocks = new Clocks();
    private long seen;

    private SteadyPathProbe() throws NativeIoException {
        frame.payload().putShort(12, (short) 0x0806);
        frame.setLength(60);
    }

    /** Prints the bytes, or fails if a packet is missing. */
    public static void main(String[] arguments) throws NativeIoException {
        SteadyPathProbe probe = new SteadyPathProbe();
        probe.run(WARM_UP_ROUNDS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long between = threads.getCurrentThreadAllocatedBytes();
        probe.run(ROUNDS);
        long after = threads.getCurrentThreadAllocatedBytes();
        // Asking allocates too, each time the same.
        System.out.println(after - between - (between - before));
        probe.close();
        if (probe.seen == 0) {
            throw new AssertionError("no packet was looked at");
        }
    }

    private void run(int rounds) throws NativeIoException {
        for (int i = 0; i < rounds; i++) {
            over4.payload().putInt(0, i);
            over4.setLength(8 + i % 8);
            batch.add(over4);
            check(batch.flush(ipv4));
            batch.add(over6);
            check(batch.flush(ipv6));
            batch.add(frame);
            check(batch.flush(toSend));
            check(ipv4.receive());
            check(ipv6.receive());
            check(arp.receive());
            look(ipv4.packet(0));
            look(ipv6.packet(0));
            seen += arp.frame(0).getShort(12) + clocks.monotonicNanos() + clocks.bootNanos() + clocks.wallNanos();
        }
    }

    private void look(ReceivedPacket packet) {
        seen += packet.bytes().get(0)
                + packet.source().get(0)
                + packet.destination().get(0)
                + packet.hopLimit();
    }

    private static void check(int count) {
        if (count != 1) {
            throw new AssertionError(count + " packets instead of one");
        }
    }

    private void close() {
        ipv4.close();
        ipv6.close();
        toSend.close();
        arp.close();
    }

    private static OutgoingMessage message(String address) {
        InetAddress self = InetAddress.ofLiteral(address);
        OutgoingMessage message = OutgoingMessage.packet(self, self, LOOPBACK, 64);
        message.setLength(8);
        return message;
    }
}
