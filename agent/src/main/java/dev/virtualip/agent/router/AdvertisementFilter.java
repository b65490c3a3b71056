package dev.virtualip.agent.router;

import dev.virtualip.agent.detect.PeerMismatches;
import dev.virtualip.agent.detect.PeerTable;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the advertisements that one virtual router receives, and remembers the last one that it accepted. */
final class AdvertisementFilter {
    private final PeerTable peers = new PeerTable();
    private final PacketMemo memo = new PacketMemo();
    private final AcceptedPasswords passwords;
    private VirtualRouterSpec spec;
    private @Nullable Expectation expectation;
    private byte[] ownSource = {};
    private List<byte[]> allowedSources = List.of();

    AdvertisementFilter(VirtualRouterSpec spec) {
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

    /** The reason to refuse the message that the decoder points at; null if there is none. Allocates nothing. */
    @Nullable
    Refusal refuse(VrrpDecoder decoder, long nowNanos) {
        Refusal header = decoder.refuseHeader();
        if (header != null) {
            return header;
        }
        Refusal content = decoder.refuse(expectation(nowNanos));
        return content == null ? refuseSource(decoder.source()) : content;
    }

    private @Nullable Refusal refuseSource(ByteBuffer source) {
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

    /** The form that an advertisement must have to be accepted. */
    private Expectation expectation(long nowNanos) {
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
