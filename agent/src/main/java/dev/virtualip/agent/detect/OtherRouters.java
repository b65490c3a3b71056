package dev.virtualip.agent.detect;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.wire.Expectation;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observes the other routers that use the Virtual Router ID of one virtual router. */
public final class OtherRouters {
    private final LoopContext context;
    private final RouterCounters counters;
    private final SplitBrainDetector active;
    private final PeerMismatches mismatches;
    private VirtualRouterSpec spec;
    private @Nullable InetAddress previousActive;
    private boolean isActive;

    public OtherRouters(LoopContext context, RouterCounters counters, VirtualRouterSpec spec) {
        this.context = context;
        this.counters = counters;
        this.spec = spec;
        this.active = new SplitBrainDetector(context, this::splitBrainBegins);
        this.mismatches = new PeerMismatches(context, new MismatchNotices());
    }

    public void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
        List<InetAddress> ours = newSpec.binding().addresses().stream()
                .map(VirtualAddress::address)
                .toList();
        mismatches.changed(theirs -> PeerMismatch.sameAddresses(theirs, ours));
    }

    /** An advertisement was taken, and what followed from it is done. */
    public void onAdvertisement(AcceptedAdvertisement heard, State state, long nowNanos) {
        Advertisement advertisement = heard.advertisement();
        if (advertisement.priority() == Advertisement.PRIORITY_STOP) {
            return;
        }
        PeerMismatches.Kind differs = heard.differs();
        if (differs != null && !mismatches.refresh(heard.source(), differs, advertisement.addresses(), nowNanos)) {
            String what = PeerMismatch.of(differs, heard.source(), advertisement, spec);
            mismatches.shown(
                    new PeerMismatches.Sighting(heard.source(), differs, what, advertisement.addresses()), nowNanos);
        }
        if (state instanceof State.Active && !active.refresh(heard.source(), "", nowNanos)) {
            // A router that yields sends one last advertisement, maybe just after another: a living Active sends more.
            active.shown(
                    new SplitBrainDetector.Sighting(
                            heard.source(), advertisement.intervalNanos(), "", advertisement.intervalNanos() / 2),
                    nowNanos);
        }
    }

    /** An advertisement with this Virtual Router ID was refused: its sender may not match this node's configuration. */
    public void refused(VrrpDecoder decoder, Refusal reason, long nowNanos) {
        // Before this check the Virtual Router ID is not known to be right.
        if (reason.compareTo(Refusal.UNKNOWN_VIRTUAL_ROUTER) > 0) {
            counters.refused(reason);
        }
        PeerMismatches.Kind kind = PeerMismatch.kind(reason);
        if (kind != null
                && !mismatches.refresh(decoder.source(), kind, nowNanos)
                && mismatches.hasRoom(kind)
                && (kind.broken() || decoder.refuse(Expectation.ANYTHING) == null)) {
            InetAddress source = decoder.sourceAddress();
            PeerMismatch.Refused refused = kind.broken()
                    ? new PeerMismatch.Refused(source, null, 0, decoder.hopLimit())
                    : new PeerMismatch.Refused(
                            source, decoder.accept().advertisement(), decoder.authenticationType(), decoder.hopLimit());
            String what = PeerMismatch.of(kind, refused, spec);
            mismatches.shown(new PeerMismatches.Sighting(source, kind, what, List.of()), nowNanos);
        }
    }

    /** An advertisement was accepted: all that can still differ of its sender is this; null if nothing does. */
    public void accepted(InetAddress source, PeerMismatches.@Nullable Kind stillDiffers) {
        mismatches.taken(source, stillDiffers);
    }

    /** Another host answers for an address of this Active: a silent router may still hold it. */
    public void addressClaimed(long nowNanos) {
        mismatches.held(nowNanos);
    }

    /** Its state may have changed. */
    public void stepped(State before, State after) {
        isActive = after instanceof State.Active;
        if (after instanceof State.Backup backup && backup.active() != null) {
            previousActive = null;
        } else if (isActive && before instanceof State.Backup backup && backup.active() != null) {
            Peer peer = backup.active();
            previousActive = peer.address();
        }
        if (!isActive) {
            active.clear();
        }
    }

    /** Another router that keeps advertising while this one is Active; null if there is none. */
    public @Nullable InetAddress otherActive() {
        return active.source();
    }

    /** The Active that this one took over from; null if it knew none, or has followed one as a Backup since. */
    public @Nullable InetAddress previousActive() {
        return previousActive;
    }

    /** The message about another Active; null if there is none. */
    public @Nullable String splitBrain() {
        InetAddress other = active.source();
        return other == null
                ? null
                : "%s keeps advertising Virtual Router ID %d on interface %s although this node is Active, so it"
                                .formatted(other.getHostAddress(), spec.virtualRouterId(), spec.vrrpInterfaceName())
                        + " does not receive this node's: look for a link that works one way only, for a firewall that"
                        + " drops VRRP (IP protocol 112), and for another version, password or allowedSources on that"
                        + " host";
    }

    /** The message about other routers on this Virtual Router ID that do not match; null if there are none. */
    public @Nullable String strange() {
        return mismatches.text();
    }

    private void splitBrainBegins(InetAddress source, String ignored) {
        counters.conflict("split-brain");
        warn(NoticeKind.SPLIT_BRAIN.text(), splitBrain());
    }

    /** Logs each mismatch once, and once when it is over. */
    private final class MismatchNotices implements PeerMismatches.Listener {
        @Override
        public void begun(InetAddress source, PeerMismatches.Kind kind, String what) {
            counters.conflict("virtual-router-id");
            warn(topic(NoticeKind.VIRTUAL_ROUTER_ID_CONFLICT, kind, source), what);
        }

        @Override
        public void ended(InetAddress source, PeerMismatches.Kind kind, String why) {
            String message = "%s on Virtual Router ID %d is no longer in conflict with this node: %s"
                    .formatted(source.getHostAddress(), spec.virtualRouterId(), why);
            String topic = topic(NoticeKind.VIRTUAL_ROUTER_ID_CONFLICT_OVER, kind, source);
            context.listener().noticed(new Notice(Severity.INFO, spec.name(), topic, message));
        }

        @Override
        public void silent() {
            HostInterface link = context.interfaces().byName(spec.interfaceName());
            if (isActive && link != null) {
                context.frames()
                        .ask(
                                link,
                                spec.binding().addresses().stream()
                                        .map(VirtualAddress::address)
                                        .limit(FrameSender.FRAMES_MAX)
                                        .toList());
            }
        }
    }

    /** The text that bounds the pace of notices: one for each router and difference. */
    private static String topic(NoticeKind notice, PeerMismatches.Kind kind, InetAddress source) {
        return "%s %s %s".formatted(notice.text(), kind, source.getHostAddress());
    }

    private void warn(String kind, @Nullable String message) {
        if (message != null) {
            context.listener().noticed(new Notice(Severity.WARNING, spec.name(), kind, message));
        }
    }

    public void close() {
        active.clear();
        mismatches.clear();
    }
}
