package dev.virtualip.agent.detect;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Other routers on our Virtual Router ID that cannot be peers as they are, with what differs. One counts when nothing
 * has explained it for a second, since two hosts never take over a new configuration at one instant, and for a minute
 * after it was seen last: keepalived falls silent when it refuses an advertisement, and may keep the addresses.
 * Bounded; refreshing one allocates nothing, so that a flood costs a look at each packet and no more.
 */
public final class PeerMismatches {
    static final int MAX = 16;

    /** Of those whose packets are broken, which says less and is easily forged. */
    static final int BROKEN_MAX = 4;

    /** Hosts of one configuration take a new one over within this time of each other. */
    public static final long GRACE_NANOS = 1_000_000_000L;

    public static final long LASTS_NANOS = 60_000_000_000L;

    /** A peer that fell silent is looked for at this pace. */
    static final long LOOK_NANOS = 20_000_000_000L;

    /** A packet may be damaged on the way; a host that is set up wrongly repeats itself. */
    private static final int BROKEN_TIMES = 3;

    private static final int SHOWN_MAX = 3;

    /** The kind of a difference. */
    public enum Kind {
        /** The addresses. */
        ADDRESSES,
        /** The owner of the addresses: each says that it is. */
        OWNER,
        /** The version. */
        VERSION,
        /** Type or password. */
        AUTHENTICATION,
        /** The interval, which version 2 compares. */
        INTERVAL,
        /** It is not among the allowed sources. */
        SOURCE,
        /** It has this host's own address. */
        OWN_ADDRESS,
        /** Its checksum is wrong. */
        CHECKSUM,
        /** Its packets come through a router. */
        HOP_LIMIT;

        boolean broken() {
            return this == CHECKSUM || this == HOP_LIMIT;
        }
    }

    /** Receives the changes of the list. */
    public interface Listener {
        /** A mismatch counts from now on. */
        void begun(InetAddress source, Kind kind, String what);

        /** A mismatch that counted is over. */
        void ended(InetAddress source, Kind kind, String why);

        /** A mismatch counts, but its router is silent: its addresses are to be probed. */
        void silent();
    }

    private final LoopContext context;
    private final Listener listener;
    private final Timer timer;
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final InetAddress source;
        private final byte[] bytes;
        private final Kind kind;
        private final long firstNanos;
        private String what;
        private List<InetAddress> addresses = List.of();
        private long lastNanos;
        private long lookedNanos;
        private int times = 1;
        private boolean counts;

        /** Its text was written for a configuration of ours that has changed. */
        private boolean stale;

        private Entry(Sighting sighting, long nowNanos) {
            this.source = sighting.source();
            this.bytes = source.getAddress();
            this.kind = sighting.kind();
            this.what = sighting.what();
            this.firstNanos = nowNanos;
            this.lastNanos = nowNanos;
            this.lookedNanos = nowNanos;
        }

        private void again(long nowNanos) {
            lastNanos = nowNanos;
            times = Math.min(times + 1, BROKEN_TIMES);
        }

        private boolean due(long nowNanos) {
            return nowNanos - firstNanos >= GRACE_NANOS && (!kind.broken() || times >= BROKEN_TIMES);
        }
    }

    PeerMismatches(LoopContext context, Listener listener) {
        this.context = context;
        this.listener = listener;
        this.timer = context.timers().timer(this::look);
    }

    /** Whether this is known already; then it is as fresh as now. */
    boolean refresh(ByteBuffer source, Kind kind, long nowNanos) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.kind == kind && same(source, entry.bytes)) {
                entry.again(nowNanos);
                return !entry.stale;
            }
        }
        return false;
    }

    /** The same for an advertisement that was taken: whether this is known with these addresses. */
    boolean refresh(InetAddress source, Kind kind, List<InetAddress> addresses, long nowNanos) {
        Entry entry = find(source, kind);
        if (entry == null || !entry.addresses.equals(addresses)) {
            return false;
        }
        entry.again(nowNanos);
        return !entry.stale;
    }

    /** Whether an address of 4 or 16 bytes, from 0 to the limit, is this one. */
    public static boolean same(ByteBuffer address, byte[] bytes) {
        if (address.limit() != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (address.get(i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether one more of a kind is remembered. */
    boolean hasRoom(Kind kind) {
        int broken = 0;
        for (int i = 0; i < entries.size(); i++) {
            broken += entries.get(i).kind.broken() ? 1 : 0;
        }
        return entries.size() < MAX && (!kind.broken() || broken < BROKEN_MAX);
    }

    /**
     * A router that differs.
     *
     * @param source where it sends from
     * @param kind what differs
     * @param what its description, with both values and the remedy
     * @param addresses what it advertises, to be compared again when ours change; empty if it was refused
     */
    record Sighting(InetAddress source, Kind kind, String what, List<InetAddress> addresses) {}

    /** A router was seen that differs. */
    public void shown(Sighting sighting, long nowNanos) {
        Entry entry = find(sighting.source(), sighting.kind());
        if (entry == null) {
            if (!hasRoom(sighting.kind())) {
                return;
            }
            entry = new Entry(sighting, nowNanos);
            entries.add(entry);
            timer.setNoLaterThan(nowNanos + GRACE_NANOS);
        } else {
            entry.again(nowNanos);
        }
        entry.stale = false;
        entry.addresses = sighting.addresses();
        if (!entry.what.equals(sighting.what())) {
            entry.what = sighting.what();
            context.changed();
        }
    }

    private @Nullable Entry find(InetAddress source, Kind kind) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.kind == kind && entry.source.equals(source)) {
                return entry;
            }
        }
        return null;
    }

    /** An advertisement of a router was taken, so only this can still differ; null: nothing does. */
    public void taken(InetAddress source, @Nullable Kind stillDiffers) {
        end(entry -> entry.source.equals(source) && entry.kind != stillDiffers, "it agrees with this node now");
    }

    /** Our configuration has changed: what agrees now no longer differs, what was not reported is checked again. */
    public void changed(Predicate<List<InetAddress>> agree) {
        entries.removeIf(entry -> !entry.counts);
        entries.forEach(entry -> entry.stale = true);
        end(entry -> entry.kind == Kind.ADDRESSES && agree.test(entry.addresses), "this node agrees with it now");
    }

    private void end(Predicate<Entry> over, String why) {
        if (entries.isEmpty()) {
            return;
        }
        List<Entry> ended = entries.stream().filter(over).toList();
        entries.removeAll(ended);
        for (Entry entry : ended) {
            if (entry.counts) {
                context.changed();
                listener.ended(entry.source, entry.kind, why);
            }
        }
    }

    /** Another host answers for an address of ours while this node is Active: a silent router still holds it. */
    public void held(long nowNanos) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).counts && entries.get(i).kind == Kind.ADDRESSES) {
                entries.get(i).lastNanos = nowNanos;
            }
        }
    }

    private void look(long nowNanos) {
        boolean silent = false;
        for (Entry entry : List.copyOf(entries)) {
            if (!entry.counts && entry.due(nowNanos)) {
                entry.counts = true;
                entry.lookedNanos = nowNanos - LOOK_NANOS;
                context.changed();
                listener.begun(entry.source, entry.kind, entry.what);
            }
            if (entry.counts && nowNanos - entry.lookedNanos >= LOOK_NANOS) {
                entry.lookedNanos = nowNanos;
                silent |= nowNanos - entry.lastNanos >= GRACE_NANOS / 2;
            }
        }
        end(entry -> nowNanos - entry.lastNanos >= LASTS_NANOS, "it has not been seen for a minute");
        if (silent) {
            listener.silent();
        }
        for (Entry entry : entries) {
            long next = entry.counts ? entry.lookedNanos + LOOK_NANOS : nowNanos + GRACE_NANOS;
            timer.setNoLaterThan(next);
            timer.setNoLaterThan(entry.lastNanos + LASTS_NANOS);
        }
    }

    /** The message: up to three mismatches, and the number of the others; null if there is none. */
    public @Nullable String text() {
        List<String> counting = entries.stream()
                .filter(entry -> entry.counts)
                .map(entry -> entry.what)
                .toList();
        if (counting.isEmpty()) {
            return null;
        }
        String shown = counting.stream().limit(SHOWN_MAX).collect(Collectors.joining("; "));
        return counting.size() > SHOWN_MAX ? "%s; and %d more".formatted(shown, counting.size() - SHOWN_MAX) : shown;
    }

    public void clear() {
        timer.clear();
        if (text() != null) {
            context.changed();
        }
        entries.clear();
    }
}
