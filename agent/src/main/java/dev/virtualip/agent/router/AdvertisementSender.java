package dev.virtualip.agent.router;

import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.loop.InterfacePort;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.PacketAuthentication;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
import java.util.List;

/** The advertisements of one virtual router, encoded once for each change of its settings and sent again and again. */
final class AdvertisementSender {
    private static final InetAddress GROUP_IPV4 = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_IPV6 = InetAddress.ofLiteral("ff02::12");

    private final InterfacePort port;
    private final RouterSettings settings;
    private final Transmission transmission;
    private final RouterCounters counters;
    private final OutgoingMessage[] messages;

    AdvertisementSender(
            InterfacePort port, RouterSettings settings, Transmission transmission, RouterCounters counters) {
        this.port = port;
        this.settings = settings;
        this.transmission = transmission;
        this.counters = counters;
        this.messages = encode(settings.priority());
    }

    InterfacePort port() {
        return port;
    }

    Transmission transmission() {
        return transmission;
    }

    /** Queues an advertisement; it leaves with the others of this turn of the loop. */
    void queue() {
        for (OutgoingMessage message : messages) {
            port.queue(message, counters);
        }
    }

    /** Sends an advertisement of this priority now, after what is queued already. */
    void sendNow(int priority) {
        for (OutgoingMessage message : priority == settings.priority() ? messages : encode(priority)) {
            port.queue(message, counters);
        }
        port.flush();
    }

    private OutgoingMessage[] encode(int priority) {
        Advertisement advertisement = settings.advertisement(priority);
        return destinations().stream()
                .map(destination -> encode(advertisement, destination))
                .toArray(OutgoingMessage[]::new);
    }

    private List<InetAddress> destinations() {
        if (transmission.unicast()) {
            return transmission.unicastPeers();
        }
        return List.of(settings.family() == Family.IPV4 ? GROUP_IPV4 : GROUP_IPV6);
    }

    private OutgoingMessage encode(Advertisement advertisement, InetAddress destination) {
        OutgoingMessage message = OutgoingMessage.packet(
                settings.sourceAddress(), destination, port.interfaceIndex(), VrrpCodec.LENGTH_MAX);
        Envelope envelope = new Envelope(
                settings.sourceAddress(),
                destination,
                transmission.checksum(),
                PacketAuthentication.of(transmission.password()));
        message.setLength(VrrpCodec.encode(advertisement, envelope, message.payload()));
        return message;
    }
}
