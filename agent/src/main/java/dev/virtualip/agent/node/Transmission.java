package dev.virtualip.agent.node;

import dev.virtualip.agent.vrrp.ChecksumForm;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of how a virtual router sends its advertisements and which ones it accepts.
 *
 * @param unicast false: to the VRRP multicast group; true: to each of the peers
 * @param unicastPeers the peers of a unicast router; none: nothing is sent
 * @param checksum the form in which a version 3 checksum over IPv4 is sent; both are accepted
 * @param password the password of version 2 (RFC 2338, clear text, at most 8 bytes are used); null: none
 * @param sourceAddress the address to send from; null: the interface's first own address (IPv6: link-local)
 */
public record Transmission(
        boolean unicast,
        List<InetAddress> unicastPeers,
        ChecksumForm checksum,
        @Nullable String password,
        @Nullable InetAddress sourceAddress) {

    /** Keeps a copy of the peers. */
    public Transmission {
        unicastPeers = List.copyOf(unicastPeers);
    }

    /** The text form, without the password: it may end up in a log line. */
    @Override
    public String toString() {
        return "Transmission[unicast=%s, unicastPeers=%s, checksum=%s, password=%s, sourceAddress=%s]"
                .formatted(unicast, unicastPeers, checksum, password == null ? "none" : "***", sourceAddress);
    }
}
