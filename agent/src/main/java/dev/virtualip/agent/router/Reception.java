package dev.virtualip.agent.router;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one virtual router takes in: which passwords count, the last packet that was taken, and whom it heard. */
final class Reception {
    private final PeerTable peers = new PeerTable();
    private final PacketMemo memo = new PacketMemo();
    private final AcceptedPasswords passwords;
    private VirtualRouterSpec spec;
    private @Nullable Expectation expectation;
    private byte[] ownSource = {};
    private List<byte[]> allowedSources = List.of();

    Reception(VirtualRouterSpec spec) {
        this.spec = spec;
        this.passwords = new AcceptedPasswords(spec.transmission().password());
    }

    /** Takes a new specification over. */
    void respecify(VirtualRouterSpec newSpec, long nowNanos) {
        spec = newSpec;
        passwords.change(newSpec.transmission().password(), nowNanos);
        forget();
    }

    /** Takes new settings over: who may send, and forgets the last packet, which was taken under others. */
    void use(RouterSettings settings) {
        ownSource = settings.sourceAddress().getAddress();
        allowedSources =
                settings.allowedSources().stream().map(InetAddress::getAddress).toList();
        forget();
    }

    private void forget() {
        memo.forget();
        expectation = null;
    }

    /** Why this sender is not listened to; null if it is. Allocates nothing. */
    @Nullable
    Refusal refuses(ByteBuffer source) {
        if (PeerMismatches.same(source, ownSource)) {
            return Refusal.OWN_SOURCE;
        }
        for (int i = 0; i < allowedSources.size(); i++) {
            if (PeerMismatches.same(source, allowedSources.get(i))) {
                return null;
            }
        }
        return allowedSources.isEmpty() ? null : Refusal.SOURCE_NOT_ALLOWED;
    }

    /** The last packet that was taken, as long as it would be taken again. */
    PacketMemo memo(long nowNanos) {
        if (passwords.takeEnded(nowNanos)) {
            forget();
        }
        return memo;
    }

    /** What an advertisement has to look like to be taken. */
    Expectation expectation(long nowNanos) {
        Expectation current = expectation;
        if (current == null || passwords.takeEnded(nowNanos)) {
            forget();
            current = new Expectation.Local(
                    spec.version(), spec.advertisementIntervalNanos(), passwords.accepted(nowNanos));
            expectation = current;
        }
        return current;
    }

    PeerTable peers() {
        return peers;
    }
}
