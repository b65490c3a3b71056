package dev.virtualip.agent.address;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Probes the link for hosts that have some addresses, and keeps the answers. A round covers all addresses, in bounded
 * parts. Only probed addresses are remembered, once for each.
 */
final class ConflictProbe {
    private final LoopContext context;
    private final AddressBinder held;
    private final RouterCounters counters;
    private final Timer timer;
    private final Set<InetAddress> asked = new LinkedHashSet<>();
    private final SequencedMap<InetAddress, MacAddress> answers = new LinkedHashMap<>();
    private List<InetAddress> round = List.of();
    private int position;
    private int roundsLeft;
    private long spacingNanos;
    private long roundNanos;
    private @Nullable String conflict;
    private List<ClaimedAddress> inUse = List.of();

    ConflictProbe(LoopContext context, AddressBinder held, RouterCounters counters) {
        this.context = context;
        this.counters = counters;
        this.held = held;
        this.timer = context.timers().timer(this::send);
    }

    /**
     * Asks for these addresses and no others from now on; the first part leaves at once, and what was answered before
     * is forgotten.
     */
    void ask(List<InetAddress> addresses, int rounds, long newSpacingNanos, long nowNanos) {
        asked.clear();
        asked.addAll(addresses);
        answers.clear();
        round = List.copyOf(addresses);
        position = 0;
        roundsLeft = rounds;
        spacingNanos = newSpacingNanos;
        send(nowNanos);
    }

    private void send(long nowNanos) {
        HostInterface link = held.link();
        if (position == 0) {
            roundNanos = nowNanos;
        }
        int end = Math.min(round.size(), position + FrameSender.FRAMES_MAX);
        if (link != null && end > position) {
            context.frames().ask(link, round.subList(position, end));
        }
        position = end;
        if (position < round.size()) {
            timer.setNextTurn(nowNanos);
        } else if (--roundsLeft > 0) {
            position = 0;
            timer.set(roundNanos + spacingNanos);
        } else {
            timer.clear();
        }
    }

    /** A host claimed an address. True if it is another host, and the first one to answer for a probed address. */
    boolean onClaim(InetAddress address, MacAddress claimant) {
        return asked.contains(address)
                && !answers.containsKey(address)
                && !context.interfaces().isOurs(claimant)
                && answers.put(address, claimant) == null;
    }

    /** The addresses that were answered for since the last probe began, with the answering hosts. */
    SequencedMap<InetAddress, MacAddress> answers() {
        return answers;
    }

    /** Reports the first address that another host answered for, and the consequence. */
    void reportInUse(VirtualRouterSpec spec, String consequence) {
        Map.Entry<InetAddress, MacAddress> first = answers.firstEntry();
        int others = answers.size() - 1;
        String text =
                "%s is in use on interface %s by the host with the MAC address %s%s, %s: take it off that host, or"
                                .formatted(
                                        first.getKey().getHostAddress(),
                                        spec.interfaceName(),
                                        first.getValue(),
                                        others == 0 ? "" : " (and %d more addresses are in use)".formatted(others),
                                        consequence)
                        + " use another address here; this ends by itself when no host answers for it any more";
        if (conflict == null) {
            counters.conflict("address-in-use");
            context.listener().noticed(new Notice(Severity.WARNING, spec.name(), NoticeKind.ADDRESS_IN_USE, text));
        }
        List<ClaimedAddress> claimed = answers.entrySet().stream()
                .map(answer ->
                        new ClaimedAddress(answer.getKey(), answer.getValue().toString()))
                .toList();
        if (!text.equals(conflict) || !claimed.equals(inUse)) {
            conflict = text;
            inUse = claimed;
            context.changed();
        }
    }

    /** No host answers any longer: the report ends. */
    void reportFree() {
        if (conflict != null) {
            conflict = null;
            inUse = List.of();
            context.changed();
        }
    }

    /** The last report; null if no address is in use. */
    @Nullable
    String conflict() {
        return conflict;
    }

    /** The addresses that the last report is about, with the hosts that have them. */
    List<ClaimedAddress> inUse() {
        return inUse;
    }

    /** Stops probing, and withdraws the report. */
    void stop() {
        timer.clear();
        asked.clear();
        answers.clear();
        round = List.of();
        reportFree();
    }
}
