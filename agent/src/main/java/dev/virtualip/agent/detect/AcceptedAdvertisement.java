package dev.virtualip.agent.detect;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.wire.Decoded;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An advertisement that passed every check of its virtual router.
 *
 * @param source the address that it was sent from
 * @param decoded the content
 * @param peer the counters of its sender; null if there are too many senders
 * @param differs the difference between it and an advertisement of a matching peer; null if there is none
 */
public record AcceptedAdvertisement(
        InetAddress source, Decoded.Ok decoded, PeerTable.@Nullable Entry peer, PeerMismatches.@Nullable Kind differs) {

    /** The content without the facts about its encoding. */
    public Advertisement advertisement() {
        return decoded.advertisement();
    }
}
