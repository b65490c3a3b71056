package dev.virtualip.agent.router;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.wire.Expectation;

/** What one virtual router takes in: which passwords count, the last packet that was taken, and whom it heard. */
final class Reception {
    private final PeerTable peers = new PeerTable();
    private final PacketMemo memo = new PacketMemo();
    private final AcceptedPasswords passwords;
    private VirtualRouterSpec spec;

    Reception(VirtualRouterSpec spec) {
        this.spec = spec;
        this.passwords = new AcceptedPasswords(spec.transmission().password());
    }

    /** Takes a new specification over. */
    void respecify(VirtualRouterSpec newSpec, long nowNanos) {
        spec = newSpec;
        passwords.change(newSpec.transmission().password(), nowNanos);
        memo.forget();
    }

    /** Forgets the last packet: what it was taken under has changed. */
    void forgetPacket() {
        memo.forget();
    }

    /** The last packet that was taken, as long as it would be taken again. */
    PacketMemo memo(long nowNanos) {
        if (passwords.takeEnded(nowNanos)) {
            memo.forget();
        }
        return memo;
    }

    /** What an advertisement has to look like to be taken. */
    Expectation expectation(long nowNanos) {
        return new Expectation.Local(spec.version(), spec.advertisementIntervalNanos(), passwords.accepted(nowNanos));
    }

    PeerTable peers() {
        return peers;
    }
}
