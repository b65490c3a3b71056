package dev.virtualip.agent.router;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What one virtual router knows of the others that use its Virtual Router ID. */
final class OtherRouters {
    /** Hosts of one configuration get a new list of addresses within this time of each other. */
    private static final long SAME_CHANGE_NANOS = 1_000_000_000L;

    private final LoopContext context;
    private final RouterCounters counters;
    private final Evidence active;
    private final Evidence stranger;
    private VirtualRouterSpec spec;
    private @Nullable InetAddress previousActive;

    OtherRouters(LoopContext context, RouterCounters counters, VirtualRouterSpec spec) {
        this.context = context;
        this.counters = counters;
        this.spec = spec;
        this.active = new Evidence(context, this::splitBrainBegins);
        this.stranger = new Evidence(context, this::strangerBegins);
    }

    void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
    }

    /** An advertisement was taken, and what followed from it is done. */
    void heard(PacketMemo.Remembered heard, State state, long nowNanos) {
        Advertisement advertisement = heard.advertisement();
        if (advertisement.priority() == Advertisement.PRIORITY_STOP) {
            return;
        }
        String differs = heard.differs();
        if (differs != null && !stranger.refresh(heard.source(), differs, nowNanos)) {
            stranger.shown(sighting(heard, differs, SAME_CHANGE_NANOS), nowNanos);
        }
        if (state instanceof State.Active && !active.refresh(heard.source(), "", nowNanos)) {
            // Who yields says one last word, and may have spoken just before: a living Active says more than that.
            active.shown(sighting(heard, "", advertisement.intervalNanos() / 2), nowNanos);
        }
    }

    private static Evidence.Sighting sighting(PacketMemo.Remembered heard, String what, long waitsNanos) {
        return new Evidence.Sighting(heard.source(), heard.advertisement().intervalNanos(), what, waitsNanos);
    }

    /** Its state may have changed. */
    void stepped(State before, State after) {
        boolean isActive = after instanceof State.Active;
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

    /** The sender of advertisements that are refused or that speak of other addresses. */
    Evidence stranger() {
        return stranger;
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

    /** What a person is told about a stranger on this Virtual Router ID; null if there is none. */
    @Nullable
    String strange() {
        InetAddress other = stranger.source();
        return other == null
                ? null
                : "%s uses Virtual Router ID %d on interface %s too, %s if it is a peer, else give one of the two"
                                .formatted(
                                        other.getHostAddress(),
                                        spec.virtualRouterId(),
                                        spec.interfaceName(),
                                        stranger.what())
                        + " another ID";
    }

    private void splitBrainBegins(InetAddress source, String ignored) {
        counters.conflict("split-brain");
        warn("SplitBrain", splitBrain());
    }

    private void strangerBegins(InetAddress source, String ignored) {
        counters.conflict("virtual-router-id");
        warn("VirtualRouterIDConflict", strange());
    }

    private void warn(String kind, @Nullable String message) {
        if (message != null) {
            context.listener().noticed(new Notice(Severity.WARNING, spec.name(), kind, message));
        }
    }

    void close() {
        active.clear();
        stranger.clear();
    }
}
