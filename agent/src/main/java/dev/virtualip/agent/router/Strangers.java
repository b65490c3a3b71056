package dev.virtualip.agent.router;

import dev.virtualip.agent.node.HeardVirtualRouter;
import dev.virtualip.agent.router.PeerMismatches.Kind;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is refused, and notes the routers it comes from: foreign ones, and those on an ID of ours. What is known
 * already, or finds no room, costs a look and allocates nothing.
 */
final class Strangers {
    private final HeardRouters heard;
    private final RefusalCounters refusals;

    Strangers(HeardRouters heard, RefusalCounters refusals) {
        this.heard = heard;
        this.refusals = refusals;
    }

    /** It is no packet of VRRP. */
    void refused(Refusal reason) {
        refusals.count(reason);
    }

    /** The message that the decoder stands at was refused. */
    void refused(InterfacePort port, VrrpDecoder decoder, Refusal reason, long nowNanos) {
        RouterInstance router = port.router(decoder.virtualRouterId());
        // Before these the Virtual Router ID is not believed.
        if (router == null || reason.compareTo(Refusal.UNKNOWN_VIRTUAL_ROUTER) <= 0) {
            refusals.count(reason);
        } else {
            router.counters().refused(reason);
        }
        Kind kind = Strangeness.kind(reason);
        if (kind == null && reason != Refusal.UNKNOWN_VIRTUAL_ROUTER) {
            return;
        }
        boolean differs = kind != null && router != null && isNew(router, kind, decoder.source(), nowNanos);
        boolean foreign = isForeign(kind)
                && !heard.refresh(port.interfaceName(), decoder.virtualRouterId(), decoder.source(), nowNanos)
                && heard.hasRoom();
        boolean whole = (foreign || differs) && decoder.refuse(Expectation.ANYTHING) == null;
        if (foreign && whole) {
            note(port, decoder, nowNanos);
        }
        if (router != null && kind != null && differs && (whole || kind.broken())) {
            note(router, decoder, kind, nowNanos);
        }
    }

    /** Whether such a message tells of a virtual router that this node does not run. */
    private static boolean isForeign(@Nullable Kind kind) {
        return kind == null || !(kind.broken() || kind == Kind.OWN_ADDRESS);
    }

    private static boolean isNew(RouterInstance router, Kind kind, ByteBuffer source, long nowNanos) {
        PeerMismatches mismatches = mismatches(router);
        return !mismatches.refresh(source, kind, nowNanos) && mismatches.hasRoom(kind);
    }

    private void note(InterfacePort port, VrrpDecoder decoder, long nowNanos) {
        Advertisement said = decoder.accept().advertisement();
        InetAddress source = AdvertisementReceiver.address(decoder.source());
        heard.add(
                new HeardVirtualRouter(port.interfaceName(), said.virtualRouterId(), source, said.version()), nowNanos);
    }

    private static void note(RouterInstance router, VrrpDecoder decoder, Kind kind, long nowNanos) {
        InetAddress source = AdvertisementReceiver.address(decoder.source());
        Strangeness.Refused refused = kind.broken()
                ? new Strangeness.Refused(source, null, 0, decoder.hopLimit())
                : new Strangeness.Refused(
                        source, decoder.accept().advertisement(), decoder.authenticationType(), decoder.hopLimit());
        String what = Strangeness.of(kind, refused, router.spec());
        mismatches(router).shown(new PeerMismatches.Sighting(source, kind, what, List.of()), nowNanos);
    }

    private static PeerMismatches mismatches(RouterInstance router) {
        return router.surroundings().others().mismatches();
    }

    /** A message was taken: whoever sent it is a peer now, unless something of it still differs. */
    void taken(InterfacePort port, RouterInstance router, PacketMemo.Remembered said) {
        heard.forget(port.interfaceName(), said.advertisement().virtualRouterId(), said.source());
        mismatches(router).taken(said.source(), said.differs());
    }
}
