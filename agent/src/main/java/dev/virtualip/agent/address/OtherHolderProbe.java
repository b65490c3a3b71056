package dev.virtualip.agent.address;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.RouterSettings;
import java.net.InetAddress;
import java.util.List;

/**
 * Asks by ARP, while this router is Active, which other hosts answer for its addresses. Only where kube-proxy runs in
 * IPVS mode: it puts every LoadBalancer address on every node, and a node without strictARP answers for it without ever
 * announcing it, so that nothing else shows it. An answer arrives as a claim.
 */
public final class OtherHolderProbe {
    /** kube-proxy gets to know a new address within this time. */
    static final long FIRST_NANOS = 5_000_000_000L;

    /** More often than a conflict is shown after its last observation. */
    static final long AGAIN_NANOS = 30_000_000_000L;

    /** Between two parts of a round: each node may answer for each address. */
    private static final long PART_NANOS = 100_000_000L;

    private final LoopContext context;
    private final AddressBinder held;
    private final Timer timer;
    private List<InetAddress> round = List.of();
    private int position;

    public OtherHolderProbe(LoopContext context, AddressBinder held) {
        this.context = context;
        this.held = held;
        this.timer = context.timers().timer(this::send);
    }

    /** The state machine took a step. */
    public void stepped(boolean active, RouterSettings settings, long nowNanos) {
        if (!active || settings.family() != Family.IPV4) {
            close();
        } else if (!timer.isSet()) {
            timer.set(nowNanos + FIRST_NANOS);
        }
    }

    private void send(long nowNanos) {
        HostInterface link = held.link();
        if (position >= round.size()) {
            position = 0;
            round = context.interfaces().byName(InterfaceSnapshot.KUBE_IPVS) == null ? List.of() : bound();
        }
        int end = Math.min(round.size(), position + FrameSender.FRAMES_MAX);
        if (link != null && end > position) {
            context.frames().ask(link, round.subList(position, end));
        }
        position = end;
        timer.set(nowNanos + (position < round.size() ? PART_NANOS : AGAIN_NANOS));
    }

    private List<InetAddress> bound() {
        return held.all().stream()
                .filter(HeldAddress::present)
                .map(address -> address.virtual.address())
                .toList();
    }

    /** Stops asking. */
    public void close() {
        timer.clear();
        round = List.of();
        position = 0;
    }
}
