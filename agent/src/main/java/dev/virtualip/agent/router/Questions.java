package dev.virtualip.agent.router;

import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Asks the link who has some addresses, and keeps who answered: a round goes over all of them, in bounded parts. Only
 * what was asked for is remembered, once for each address, whatever arrives.
 */
final class Questions {
    private final LoopContext context;
    private final HeldAddresses held;
    private final Timer timer;
    private final Set<InetAddress> asked = new LinkedHashSet<>();
    private final SequencedMap<InetAddress, MacAddress> answers = new LinkedHashMap<>();
    private List<InetAddress> round = List.of();
    private int position;
    private int roundsLeft;
    private long spacingNanos;
    private long roundNanos;

    Questions(LoopContext context, HeldAddresses held) {
        this.context = context;
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

    /** Somebody says that an address is his. True if he is another host, and is the first to answer for it. */
    boolean heard(InetAddress address, MacAddress claimant) {
        return asked.contains(address)
                && !answers.containsKey(address)
                && !ours(claimant)
                && answers.put(address, claimant) == null;
    }

    /** Another interface of this host may be on the same link, and answers for what is on any of them. */
    private boolean ours(MacAddress claimant) {
        return context.interfaces().all().stream().anyMatch(link -> link.mac().equals(claimant));
    }

    /** Who answered for what since it was asked last. */
    SequencedMap<InetAddress, MacAddress> answers() {
        return answers;
    }

    void stop() {
        timer.clear();
        asked.clear();
        answers.clear();
        round = List.of();
    }
}
