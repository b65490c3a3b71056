package dev.virtualip.agent.router;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one virtual router knows of the others that use its Virtual Router ID. */
final class OtherRouters {
    private final LoopContext context;
    private final RouterCounters counters;
    private final Evidence active;
    private final PeerMismatches mismatches;
    private VirtualRouterSpec spec;
    private @Nullable InetAddress previousActive;
    private boolean isActive;

    OtherRouters(LoopContext context, RouterCounters counters, VirtualRouterSpec spec) {
        this.context = context;
        this.counters = counters;
        this.spec = spec;
        this.active = new Evidence(context, this::splitBrainBegins);
        this.mismatches = new PeerMismatches(context, new MismatchNotices());
    }

    void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
        List<InetAddress> ours = newSpec.binding().addresses().stream()
                .map(VirtualAddress::address)
                .toList();
        mismatches.changed(theirs -> Strangeness.sameAddresses(theirs, ours));
    }

    /** An advertisement was taken, and what followed from it is done. */
    void heard(PacketMemo.Remembered heard, State state, long nowNanos) {
        Advertisement advertisement = heard.advertisement();
        if (advertisement.priority() == Advertisement.PRIORITY_STOP) {
            return;
        }
        PeerMismatches.Kind differs = heard.differs();
        if (differs != null && !mismatches.refresh(heard.source(), differs, advertisement.addresses(), nowNanos)) {
            String what = Strangeness.of(differs, heard.source(), advertisement, spec);
            mismatches.shown(
                    new PeerMismatches.Sighting(heard.source(), differs, what, advertisement.addresses()), nowNanos);
        }
        if (state instanceof State.Active && !active.refresh(heard.source(), "", nowNanos)) {
            // Who yields says one last word, and may have spoken just before: a living Active says more than that.
            active.shown(
                    new Evidence.Sighting(
                            heard.source(), advertisement.intervalNanos(), "", advertisement.intervalNanos() / 2),
                    nowNanos);
        }
    }

    /** Its state may have changed. */
    void stepped(State before, State after) {
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

    /** The senders of advertisements that are refused or that differ from ours. */
    PeerMismatches mismatches() {
        return mismatches;
    }

    /** Another router that goes on advertising while this one is Active; null if there is none. */
    @Nullable
    InetAddress otherActive() {
        return active.source();
    }

    /** The Active that this one took over from; null if it knew none, or has heard one as a Backup since. */
    @Nullable
    InetAddress previousActive() {
        return previousActive;
    }

    /** What a person is told about another Active; null if there is none. */
    @Nullable
    String splitBrain() {
        InetAddress other = active.source();
        return other == null
                ? null
                : "%s goes on advertising Virtual Router ID %d on interface %s although this node is Active, so it does"
                                .formatted(other.getHostAddress(), spec.virtualRouterId(), spec.interfaceName())
                        + " not hear this node: look for a link that carries one way only, for a firewall that drops"
                        + " VRRP (IP protocol 112), and for another version, password or allowedSources on that host";
    }

    /** What a person is told about others on this Virtual Router ID that cannot be peers; null if there are none. */
    @Nullable
    String strange() {
        return mismatches.text();
    }

    private void splitBrainBegins(InetAddress source, String ignored) {
        counters.conflict("split-brain");
        warn("SplitBrain", splitBrain());
    }

    /** Tells a person of each mismatch once, and once when it is over. */
    private final class MismatchNotices implements PeerMismatches.Listener {
        @Override
        public void begun(InetAddress source, PeerMismatches.Kind kind, String what) {
            counters.conflict("virtual-router-id");
            // The kind of a notice is what bounds its pace: one for each router and difference.
            warn("VirtualRouterIDConflict %s %s".formatted(kind, source.getHostAddress()), what);
        }

        @Override
        public void ended(InetAddress source, PeerMismatches.Kind kind, String why) {
            String message = "%s on Virtual Router ID %d is no longer in conflict with this node: %s"
                    .formatted(source.getHostAddress(), spec.virtualRouterId(), why);
            String noticeKind = "VirtualRouterIDConflictOver %s %s".formatted(kind, source.getHostAddress());
            context.listener().noticed(new Notice(Severity.INFO, spec.name(), noticeKind, message));
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

    private void warn(String kind, @Nullable String message) {
        if (message != null) {
            context.listener().noticed(new Notice(Severity.WARNING, spec.name(), kind, message));
        }
    }

    void close() {
        active.clear();
        mismatches.clear();
    }
}
