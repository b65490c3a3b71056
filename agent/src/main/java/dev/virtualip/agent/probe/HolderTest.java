package dev.virtualip.agent.probe;

import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.ArpMessage;
import dev.virtualip.agent.wire.MacAddress;
import dev.virtualip.agent.wire.NeighborAdvertisementCodec;
import dev.virtualip.agent.wire.NeighborClaim;
import dev.virtualip.agent.wire.NeighborSolicitationCodec;
import dev.virtualip.crds.doctor.AddressHolder;
import dev.virtualip.crds.format.AddressText;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks, by ARP or neighbor solicitation, which other hosts of a link answer for some addresses. */
final class HolderTest implements AutoCloseable {
    private static final int ADDRESSES_MAX = 512;
    private static final int MACS_MAX = 4;
    private static final int BATCHES_MAX = 32;

    private final LinkFacts link;
    private final Family family;
    private final Set<MacAddress> own;
    private final Map<InetAddress, Set<MacAddress>> holders = new LinkedHashMap<>();
    private final PacketSocket answers;
    private final PacketSocket questions;
    private final SendBatch batch = new SendBatch();

    private HolderTest(
            LinkFacts link, Family family, Set<MacAddress> own, PacketSocket answers, PacketSocket questions) {
        this.link = link;
        this.family = family;
        this.own = own;
        this.answers = answers;
        this.questions = questions;
    }

    /** Opens the sockets. */
    static HolderTest open(LinkFacts link, Family family, List<InetAddress> addresses, Set<MacAddress> own)
            throws NativeIoException {
        PacketSocket answers = family == Family.IPV4
                ? PacketSocket.openForArp(link.index())
                : PacketSocket.openForNeighborAdvertisements(link.index());
        try {
            HolderTest test = new HolderTest(link, family, own, answers, PacketSocket.openToSend());
            addresses.stream()
                    .limit(ADDRESSES_MAX)
                    .forEach(address -> test.holders.put(address, new LinkedHashSet<>()));
            return test;
        } catch (NativeIoException e) {
            answers.close();
            throw e;
        }
    }

    /** Asks for each address once. */
    void send() {
        for (InetAddress address : holders.keySet()) {
            OutgoingMessage frame = OutgoingMessage.frame(link.index(), NeighborSolicitationCodec.FRAME_LENGTH);
            frame.setLength(
                    family == Family.IPV4
                            ? ArpCodec.encodeProbe(link.mac(), address, frame.payload())
                            : NeighborSolicitationCodec.encodeProbe(link.mac(), address, frame.payload()));
            if (batch.isFull()) {
                batch.flush(questions);
            }
            batch.add(frame);
        }
        batch.flush(questions);
    }

    /** Takes what arrived, at most a bounded number of frames. */
    void receive() throws NativeIoException {
        int received = PacketSocket.BATCH_SIZE;
        for (int i = 0; i < BATCHES_MAX && received == PacketSocket.BATCH_SIZE; i++) {
            received = answers.receive();
            for (int index = 0; index < received; index++) {
                frame(answers.frame(index));
            }
        }
    }

    private void frame(ByteBuffer frame) {
        if (family == Family.IPV4) {
            ArpMessage arp = ArpCodec.decodeFrame(frame);
            if (arp != null) {
                claimed(arp.senderAddress(), arp.senderMac());
            }
            return;
        }
        NeighborClaim claim = NeighborAdvertisementCodec.decodeFrame(frame);
        if (claim != null) {
            MacAddress mac = claim.linkLayerAddress();
            byte[] sender = new byte[6];
            frame.get(6, sender);
            claimed(claim.target(), mac == null ? MacAddress.of(sender) : mac);
        }
    }

    private void claimed(InetAddress address, MacAddress mac) {
        Set<MacAddress> macs = holders.get(address);
        if (macs != null && macs.size() < MACS_MAX && !own.contains(mac)) {
            macs.add(mac);
        }
    }

    /** The addresses that another host answers for. */
    List<AddressHolder> holders() {
        return holders.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new AddressHolder(
                        AddressText.format(entry.getKey()),
                        entry.getValue().stream().map(MacAddress::toString).toList()))
                .toList();
    }

    LinkFacts link() {
        return link;
    }

    Family family() {
        return family;
    }

    @Override
    public void close() {
        questions.close();
        answers.close();
    }
}
