package dev.virtualip.agent.router;

import dev.virtualip.agent.node.HeardVirtualRouter;
import dev.virtualip.agent.wire.Datagram;
import dev.virtualip.agent.wire.Decoded;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Counts what is refused, and notes the routers it comes from: foreign ones, and those on an ID of ours. */
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

    /** A message was refused. Whoever sent it is looked at more closely only if he is not known yet. */
    void refused(InterfacePort port, Datagram datagram, Decoded.Malformed malformed, long nowNanos) {
        int id = malformed.virtualRouterId();
        RouterInstance router = port.router(id);
        if (router == null) {
            refusals.count(malformed.reason());
        } else {
            router.counters().refused(malformed.reason());
        }
        String words = router == null ? null : Strangeness.of(malformed.reason());
        if (words == null && malformed.reason() != Refusal.UNKNOWN_VIRTUAL_ROUTER) {
            return;
        }
        InetAddress source = datagram.source();
        boolean known = heard.refresh(port.interfaceName(), id, source, nowNanos);
        if (router != null && words != null) {
            known &= router.surroundings().others().stranger().refresh(source, words, nowNanos);
        }
        if (!known && VrrpCodec.decode(datagram, ignored -> Expectation.ANYTHING) instanceof Decoded.Ok ok) {
            note(port, new Sight(source, ok, words), nowNanos);
        }
    }

    private record Sight(
            InetAddress source, Decoded.Ok said, @Nullable String words) {}

    private void note(InterfacePort port, Sight sight, long nowNanos) {
        int id = sight.said.advertisement().virtualRouterId();
        if (!heard.refresh(port.interfaceName(), id, sight.source, nowNanos)) {
            int version = sight.said.advertisement().version();
            heard.add(new HeardVirtualRouter(port.interfaceName(), id, sight.source, version), nowNanos);
        }
        RouterInstance router = port.router(id);
        if (router != null && sight.words != null) {
            long interval = sight.said.advertisement().intervalNanos();
            router.surroundings()
                    .others()
                    .stranger()
                    .shown(new Evidence.Sighting(sight.source, interval, sight.words, 0), nowNanos);
        }
    }

    /** A message was taken: whoever sent it is a peer now, unless he speaks of other addresses. */
    void taken(InterfacePort port, RouterInstance router, PacketMemo.Remembered said) {
        heard.forget(port.interfaceName(), said.advertisement().virtualRouterId(), said.source());
        if (said.differs() == null) {
            router.surroundings().others().stranger().refuted(said.source());
        }
    }
}
