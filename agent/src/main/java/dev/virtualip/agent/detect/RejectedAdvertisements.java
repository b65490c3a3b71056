package dev.virtualip.agent.detect;

import dev.virtualip.agent.detect.PeerMismatches.Kind;
import dev.virtualip.agent.loop.RefusalCounters;
import dev.virtualip.agent.node.HeardRouter;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.util.List;
import java.util.Map;

/**
 * Counts the advertisements that no virtual router of this node accepts, and lists the foreign routers that send them.
 * A router that is already listed, or for which there is no room, costs one look-up and allocates nothing.
 */
public final class RejectedAdvertisements {
    private final RefusalCounters refusals = new RefusalCounters();
    private final ForeignRouterTable foreign;

    public RejectedAdvertisements(ForeignRouterTable foreign) {
        this.foreign = foreign;
    }

    /** Counts a packet that belongs to no virtual router of this node. */
    public void count(Refusal reason) {
        refusals.count(reason);
    }

    /**
     * Lists the sender of the message that the decoder points at, if the refusal shows a foreign router. The doctor's
     * test advertisements are of no virtual router.
     */
    public void refused(String interfaceName, VrrpDecoder decoder, Refusal reason, long nowNanos) {
        if (showsForeignRouter(reason)
                && !foreign.refresh(interfaceName, decoder.virtualRouterId(), decoder.source(), nowNanos)
                && foreign.hasRoom()
                && !decoder.isTest()
                && decoder.refuse(Expectation.ANYTHING) == null) {
            Advertisement advertisement = decoder.accept().advertisement();
            foreign.add(
                    new HeardRouter(
                            interfaceName,
                            advertisement.virtualRouterId(),
                            decoder.sourceAddress(),
                            advertisement.version()),
                    nowNanos);
        }
    }

    private static boolean showsForeignRouter(Refusal reason) {
        Kind kind = PeerMismatch.kind(reason);
        return kind == null ? reason == Refusal.UNKNOWN_VIRTUAL_ROUTER : !kind.broken() && kind != Kind.OWN_ADDRESS;
    }

    /** The sender of the message that the decoder points at was accepted as a peer. */
    public void accepted(String interfaceName, VrrpDecoder decoder) {
        foreign.forget(interfaceName, decoder.virtualRouterId(), decoder.source());
    }

    /** The foreign routers, for a snapshot. */
    public List<HeardRouter> foreignRouters() {
        return foreign.all();
    }

    /** The number of refusals by reason. */
    public Map<String, Long> refusals() {
        return refusals.snapshot();
    }
}
