package dev.virtualip.agent.probe;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.RawSocket;
import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.TestMark;
import dev.virtualip.agent.wire.VrrpDecoder;
import dev.virtualip.crds.doctor.AdvertisingRouter;
import dev.virtualip.crds.doctor.HeardProbe;
import dev.virtualip.crds.format.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Test advertisements on one interface in one family: sends them, and counts those of others. */
final class LinkTest implements AutoCloseable {
    private static final InetAddress GROUP_IPV4 = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_IPV6 = InetAddress.ofLiteral("ff02::12");
    private static final int ETHERNET_HEADER = 14;
    private static final int IPV6_HEADER = 40;
    private static final int OTHERS_MAX = 1024;
    private static final int LARGE_EVERY = 5;

    /** So often multicast comes back to this host too. */
    private static final int LOOPED_ROUNDS = 3;

    private static final int BATCHES_MAX = 32;

    private final LinkFacts link;
    private final Family family;
    private final InetAddress source;
    private final List<InetAddress> unicastTo;
    private final int virtualRouterId;
    private final int identity;
    private final RawSocket socket;
    private final PacketSocket frames;
    private final SendBatch batch = new SendBatch();
    private final VrrpDecoder decoder = new VrrpDecoder();
    private final Map<Integer, Counts> heard = new LinkedHashMap<>();
    private final Map<String, MacAddress> macs = new LinkedHashMap<>();
    private final Map<String, AdvertisingRouter> routers = new LinkedHashMap<>();
    private int round;
    private int sent;
    private int sendErrno;
    private boolean looped;

    /** Counts of what arrived from one other host. */
    private static final class Counts {
        private String source = "";
        private int multicast;
        private int unicast;
        private int large;
        private int multicastFrames;
        private int unicastFrames;
    }

    /** Sender of the test advertisements, with the numbers in them. */
    record Sender(InetAddress source, List<InetAddress> unicastTo, int virtualRouterId, int identity) {}

    private LinkTest(LinkFacts link, Family family, Sender sender, RawSocket socket, PacketSocket frames) {
        this.link = link;
        this.family = family;
        this.source = sender.source();
        this.unicastTo = sender.unicastTo();
        this.virtualRouterId = sender.virtualRouterId();
        this.identity = sender.identity();
        this.socket = socket;
        this.frames = frames;
    }

    /** Opens the sockets. */
    static LinkTest open(LinkFacts link, Family family, Sender sender) throws NativeIoException {
        RawSocket socket = family == Family.IPV4
                ? RawSocket.openIpv4(link.name(), link.index())
                : RawSocket.openIpv6(link.name(), link.index());
        try {
            socket.loopMulticast(true);
            PacketSocket frames = PacketSocket.openForVrrp(link.index(), family == Family.IPV4);
            return new LinkTest(link, family, sender, socket, frames);
        } catch (NativeIoException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends to the group and to each peer; now and then as large as the interface allows. */
    void send() throws NativeIoException {
        if (round == LOOPED_ROUNDS) {
            socket.loopMulticast(false);
        }
        boolean large = ++round % LARGE_EVERY == 0;
        int count = large ? TestAdvertisement.largeCount(family, link.mtu()) : TestAdvertisement.SMALL;
        sendTo(group(), count);
        for (InetAddress peer : unicastTo) {
            sendTo(peer, TestAdvertisement.SMALL);
        }
    }

    private void sendTo(InetAddress destination, int count) {
        OutgoingMessage message = OutgoingMessage.packet(source, destination, link.index(), RawSocket.PACKET_CAPACITY);
        TestAdvertisement.Route route = new TestAdvertisement.Route(source, destination);
        message.setLength(TestAdvertisement.encode(virtualRouterId, identity, count, route, message.payload()));
        batch.add(message);
        if (batch.flush(socket) == 1) {
            sent++;
        } else if (destination.isMulticastAddress() && count == TestAdvertisement.SMALL) {
            sendErrno = batch.errno(0);
        }
    }

    /** Takes what arrived, at most a bounded number of packets. */
    void receive() throws NativeIoException {
        int received = RawSocket.BATCH_SIZE;
        for (int i = 0; i < BATCHES_MAX && received == RawSocket.BATCH_SIZE; i++) {
            received = socket.receive();
            for (int index = 0; index < received; index++) {
                packet(socket.packet(index));
            }
        }
        received = PacketSocket.BATCH_SIZE;
        for (int i = 0; i < BATCHES_MAX && received == PacketSocket.BATCH_SIZE; i++) {
            received = frames.receive();
            for (int index = 0; index < received; index++) {
                frame(frames.frame(index));
            }
        }
    }

    private void packet(ReceivedPacket packet) {
        ByteBuffer bytes = packet.bytes();
        int start = family == Family.IPV4 ? ipv4HeaderLength(bytes, 0) : 0;
        int end = bytes.limit();
        decoder.point(bytes, Math.min(start, end), end)
                .between(packet.source(), packet.destination(), packet.hopLimit());
        if (start >= end || decoder.refuseHeader() != null || decoder.refuse(Expectation.ANYTHING) != null) {
            return;
        }
        int other = TestMark.identity(bytes, start, end, family);
        if (other == identity) {
            looped = true;
        } else if (other != 0) {
            count(other, start, packet);
        } else if (routers.size() < OTHERS_MAX) {
            router(decoder.accept());
        }
    }

    private void count(int other, int start, ReceivedPacket packet) {
        Counts counts = counts(other);
        if (counts != null) {
            counts.source = AddressText.format(decoder.sourceAddress());
            boolean multicast = isMulticast(packet.destination());
            counts.multicast += multicast ? 1 : 0;
            counts.unicast += multicast ? 0 : 1;
            counts.large += TestAdvertisement.isLarge(packet.bytes(), start) ? 1 : 0;
        }
    }

    private void router(Decoded.Ok decoded) {
        Advertisement advertisement = decoded.advertisement();
        String from = AddressText.format(decoder.sourceAddress());
        routers.put(
                advertisement.virtualRouterId() + " " + from,
                new AdvertisingRouter(
                        advertisement.virtualRouterId(),
                        advertisement.version(),
                        advertisement.priority(),
                        from,
                        "",
                        advertisement.addresses().stream()
                                .map(AddressText::format)
                                .toList()));
    }

    private void frame(ByteBuffer frame) {
        int header = family == Family.IPV4 ? ipv4HeaderLength(frame, ETHERNET_HEADER) : IPV6_HEADER;
        int start = ETHERNET_HEADER + header;
        if (header == 0 || start >= frame.limit()) {
            return;
        }
        int addresses = ETHERNET_HEADER + (family == Family.IPV4 ? 12 : 8);
        ByteBuffer destination = frame.slice(addresses + family.addressLength(), family.addressLength());
        int other = TestMark.identity(frame, start, frame.limit(), family);
        Counts counts = other == 0 || other == identity ? null : counts(other);
        if (counts != null) {
            counts.multicastFrames += isMulticast(destination) ? 1 : 0;
            counts.unicastFrames += isMulticast(destination) ? 0 : 1;
        }
        if (macs.size() < OTHERS_MAX) {
            byte[] mac = new byte[6];
            frame.get(6, mac);
            byte[] from = new byte[family.addressLength()];
            frame.get(addresses, from);
            macs.put(text(from), MacAddress.of(mac));
        }
    }

    private @Nullable Counts counts(int other) {
        return heard.size() < OTHERS_MAX || heard.containsKey(other)
                ? heard.computeIfAbsent(other, none -> new Counts())
                : null;
    }

    /** The numbers of those of whom everything arrived that they send. */
    List<Integer> complete() {
        return heard.entrySet().stream()
                .filter(entry -> entry.getValue().multicast > 0 && entry.getValue().large > 0)
                .filter(entry -> unicastTo.isEmpty() || entry.getValue().unicast > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The hosts of whom something arrived. */
    List<HeardProbe> heard() {
        return heard.entrySet().stream()
                .map(entry -> new HeardProbe(
                        entry.getKey(),
                        entry.getValue().source,
                        entry.getValue().multicast,
                        entry.getValue().unicast,
                        entry.getValue().large,
                        entry.getValue().multicastFrames,
                        entry.getValue().unicastFrames))
                .toList();
    }

    /** The other VRRP routers, with their Ethernet addresses where a frame showed them. */
    List<AdvertisingRouter> routers() {
        List<AdvertisingRouter> all = new ArrayList<>();
        for (AdvertisingRouter router : routers.values()) {
            MacAddress mac = macs.get(router.source());
            all.add(new AdvertisingRouter(
                    router.virtualRouterID(),
                    router.version(),
                    router.priority(),
                    router.source(),
                    mac == null ? "" : mac.toString(),
                    router.addresses()));
        }
        return all;
    }

    LinkFacts link() {
        return link;
    }

    Family family() {
        return family;
    }

    InetAddress source() {
        return source;
    }

    List<InetAddress> unicastTo() {
        return unicastTo;
    }

    int sent() {
        return sent;
    }

    /** The error of the last multicast that did not leave; 0: none. */
    int sendErrno() {
        return sendErrno;
    }

    /** Whether a test advertisement of this host came back through its firewall. */
    boolean looped() {
        return looped;
    }

    @Override
    public void close() {
        frames.close();
        socket.close();
    }

    private InetAddress group() {
        return family == Family.IPV4 ? GROUP_IPV4 : GROUP_IPV6;
    }

    private static boolean isMulticast(ByteBuffer address) {
        int first = Byte.toUnsignedInt(address.get(0));
        return address.limit() == Family.IPV4.addressLength() ? first >>> 4 == 0xe : first == 0xff;
    }

    /** The length of an IPv4 header that begins here; 0 if it is none. */
    private static int ipv4HeaderLength(ByteBuffer packet, int offset) {
        return packet.limit() - offset < 20 ? 0 : (packet.get(offset) & 0x0f) * 4;
    }

    private static String text(byte[] address) {
        try {
            return AddressText.format(InetAddress.getByAddress(address));
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of " + address.length + " bytes", impossible);
        }
    }
}
