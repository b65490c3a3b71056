package dev.virtualip.agent.detect;

import dev.virtualip.agent.node.PeerSnapshot;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.wire.Decoded;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other routers of one virtual router, and how they count their checksums. */
public final class PeerTable {
    private static final int PEERS_MAX = 16;

    private final List<Entry> entries = new ArrayList<>();

    /** One peer; the loop keeps a reference beside the packet it remembers, so that counting costs no look-up. */
    public static final class Entry {
        private final InetAddress address;
        private int priority;
        private long withPseudoHeader;
        private long messageOnly;
        private long withoutLinkLocal;

        private Entry(InetAddress address) {
            this.address = address;
        }

        public void count(Decoded.Ok decoded) {
            priority = decoded.advertisement().priority();
            if (decoded.checksum() == ChecksumForm.WITH_PSEUDO_HEADER) {
                withPseudoHeader++;
            } else {
                messageOnly++;
            }
            if (!decoded.linkLocalFirst()) {
                withoutLinkLocal++;
            }
        }
    }

    /** The entry of a peer; null for a seventeenth: what is not counted still takes part. */
    public @Nullable Entry of(InetAddress address) {
        for (Entry entry : entries) {
            if (entry.address.equals(address)) {
                return entry;
            }
        }
        if (entries.size() == PEERS_MAX) {
            return null;
        }
        Entry entry = new Entry(address);
        entries.add(entry);
        return entry;
    }

    public List<PeerSnapshot> snapshot() {
        return entries.stream()
                .map(entry -> new PeerSnapshot(
                        entry.address,
                        entry.priority,
                        entry.withPseudoHeader,
                        entry.messageOnly,
                        entry.withoutLinkLocal))
                .toList();
    }
}
