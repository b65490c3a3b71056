package dev.virtualip.agent.address;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Announces the addresses of one Active: a burst when it takes over, a second one later, one more when the addresses
 * of a crashed holder have expired, and a slow refresh. A round over all addresses is cut into bounded parts.
 */
public final class Announcer {
    /** The shortest time between two bursts, so that losing advertisements do not multiply announcements. */
    private static final long BURST_MIN_NANOS = 1_000_000_000L;

    /** The pace, and the longest time, of asking the kernel whether it answers for a new address. */
    private static final long SHOWN_POLL_NANOS = 1_000_000L;

    private static final long SHOWN_WAIT_NANOS = 1_000_000_000L;

    /** The slack of the kernel by which an address may outlive its lifetime on a dead host. */
    private static final long EXPIRY_SLACK_NANOS = 300_000_000L;

    private final LoopContext context;
    private final RouterCounters counters;
    private final AddressBinder held;
    private final Timer timer;
    private final Timer shownTimer;
    private final List<HeldAddress> awaited = new ArrayList<>();
    private long awaitedSinceNanos;
    private final OneShot second = new OneShot();
    private final OneShot afterCrash = new OneShot();
    private final OneShot refresh = new OneShot();
    private final OneShot again = new OneShot();
    private AnnouncementSchedule schedule;
    private List<InetAddress> round = List.of();
    private int roundPosition;
    private int roundsLeft;
    private long nextRoundNanos;
    private long lastBurstNanos;
    private long crashedAtNanos;
    private boolean active;

    /** With which MAC address the addresses were announced last. */
    private @Nullable MacAddress announcedMac;

    /** An instant that may be set. */
    private static final class OneShot {
        private boolean set;
        private long atNanos;

        private void at(long newAtNanos) {
            set = true;
            atNanos = newAtNanos;
        }

        private boolean due(long nowNanos) {
            return set && nowNanos - atNanos >= 0;
        }
    }

    public Announcer(LoopContext context, RouterCounters counters, AddressBinder held) {
        this.context = context;
        this.counters = counters;
        this.held = held;
        this.schedule = new AnnouncementSchedule(1, 0, 0, 0);
        this.timer = context.timers().timer(this::fire);
        this.shownTimer = context.timers().timer(this::announceShown);
    }

    public void configure(AnnouncementSchedule newSchedule) {
        schedule = newSchedule;
        if (active) {
            keepRefresh(context.nowNanos());
        }
    }

    private void startRefresh(long nowNanos) {
        refresh.set = false;
        if (schedule.refreshNanos() > 0) {
            refresh.at(nowNanos + schedule.refreshNanos());
            timer.setNoLaterThan(refresh.atNanos);
        }
    }

    /** Another schedule moves a refresh that is due earlier only if it has none. */
    private void keepRefresh(long nowNanos) {
        boolean was = refresh.set;
        long before = refresh.atNanos;
        startRefresh(nowNanos);
        if (was && refresh.set && before - refresh.atNanos < 0) {
            refresh.at(before);
        }
    }

    /** Begins a burst: its first announcements go out now, of addresses not bound yet as soon as they are. */
    public void burst(long nowNanos) {
        if (active && nowNanos - lastBurstNanos < BURST_MIN_NANOS) {
            return;
        }
        active = true;
        beginBurst(nowNanos);
    }

    /**
     * The interface may have another MAC address now, as after the failover of a bond: clients that know the old one
     * learn the new one by a whole burst that begins at once.
     */
    public void linkChanged(long nowNanos) {
        HostInterface link = held.link();
        if (active && link != null && announcedMac != null && !link.mac().equals(announcedMac)) {
            round = List.of();
            roundPosition = 0;
            beginBurst(nowNanos);
        }
    }

    private void beginBurst(long nowNanos) {
        lastBurstNanos = nowNanos;
        HostInterface link = held.link();
        announcedMac = link == null ? null : link.mac();
        held.all().forEach(address -> address.announcedNanos = null);
        startRounds(nowNanos);
        if (schedule.delayNanos() > 0) {
            second.at(nowNanos + schedule.delayNanos());
        }
        startRefresh(nowNanos);
        fire(nowNanos);
    }

    /**
     * A dead holder's addresses expire on its host: clients that asked it in between learn the right one when the
     * addresses are announced once more. Its kernel held them for this lifetime, or for a longer one if renewing them
     * costs that host as much as it turns out to cost this one.
     */
    public void repeatAfter(long lifetimeNanos, long nowNanos) {
        crashedAtNanos = nowNanos;
        repeatAt(nowNanos + lifetimeNanos + EXPIRY_SLACK_NANOS);
    }

    private void repeatAt(long atNanos) {
        afterCrash.at(atNanos);
        timer.setNoLaterThan(atNanos);
    }

    /**
     * Announces addresses that have just been bound: now, or as soon as this host answers for them. What is bound again
     * and again, because another program removes it, is announced once a second.
     */
    public void bound(List<InetAddress> addresses) {
        long now = context.nowNanos();
        List<InetAddress> answering = new ArrayList<>();
        for (HeldAddress address : held.all()) {
            if (!addresses.contains(address.virtual.address()) || lately(address, now)) {
                continue;
            }
            if (held.answers(address)) {
                answering.add(address.virtual.address());
            } else {
                awaited.add(address);
            }
        }
        announce(answering);
        if (!awaited.isEmpty()) {
            awaitedSinceNanos = context.nowNanos();
            shownTimer.set(awaitedSinceNanos + SHOWN_POLL_NANOS);
        }
    }

    private boolean lately(HeldAddress address, long nowNanos) {
        Long before = address.announcedNanos;
        if (!active || before == null || nowNanos - before >= BURST_MIN_NANOS) {
            address.announcedNanos = nowNanos;
            return false;
        }
        if (!again.set) {
            again.at(before + BURST_MIN_NANOS);
            timer.setNoLaterThan(again.atNanos);
        }
        return true;
    }

    /** The former Active removes an address when it receives this announcement; earlier, no host would answer. */
    private void announceShown(long nowNanos) {
        context.readMonitor();
        List<HeldAddress> shown = awaited.stream().filter(held::answers).toList();
        awaited.removeAll(shown);
        announce(shown.stream().map(address -> address.virtual.address()).toList());
        if (nowNanos - awaitedSinceNanos > SHOWN_WAIT_NANOS) {
            awaited.clear();
        }
        if (!awaited.isEmpty()) {
            shownTimer.set(nowNanos + SHOWN_POLL_NANOS);
        }
    }

    private void announce(List<InetAddress> addresses) {
        for (int from = 0; active && from < addresses.size(); from += FrameSender.FRAMES_MAX) {
            send(addresses.subList(from, Math.min(addresses.size(), from + FrameSender.FRAMES_MAX)));
        }
    }

    public void stop() {
        active = false;
        roundsLeft = 0;
        round = List.of();
        second.set = false;
        afterCrash.set = false;
        refresh.set = false;
        again.set = false;
        held.all().forEach(address -> address.announcedNanos = null);
        timer.clear();
        awaited.clear();
        shownTimer.clear();
    }

    private void startRounds(long nowNanos) {
        roundsLeft = schedule.repeat();
        nextRoundNanos = nowNanos;
    }

    private void fire(long nowNanos) {
        if (second.due(nowNanos)) {
            second.set = false;
            startRounds(nowNanos);
        }
        if (afterCrash.due(nowNanos)) {
            afterCrash.set = false;
            startRounds(nowNanos);
            long grownAtNanos = crashedAtNanos + held.lifetimeNanos() + EXPIRY_SLACK_NANOS;
            if (grownAtNanos - nowNanos > 0) {
                repeatAt(grownAtNanos);
            }
        }
        if (again.due(nowNanos)) {
            again.set = false;
            roundsLeft = Math.max(1, roundsLeft);
            nextRoundNanos = nowNanos;
        }
        if (refresh.due(nowNanos)) {
            refresh.at(nowNanos + schedule.refreshNanos());
            roundsLeft = Math.max(1, roundsLeft);
            nextRoundNanos = nowNanos;
        }
        if (roundsLeft > 0 && nowNanos - nextRoundNanos >= 0) {
            continueRound(nowNanos);
        }
        schedule(nowNanos);
    }

    private void continueRound(long nowNanos) {
        if (roundPosition >= round.size()) {
            round = present();
            roundPosition = 0;
        }
        int end = Math.min(round.size(), roundPosition + FrameSender.FRAMES_MAX);
        send(round.subList(roundPosition, end));
        roundPosition = end;
        if (roundPosition >= round.size()) {
            roundsLeft--;
            nextRoundNanos = nowNanos + schedule.intervalNanos();
        }
    }

    private List<InetAddress> present() {
        List<InetAddress> addresses = new ArrayList<>();
        for (HeldAddress address : held.all()) {
            if (address.wanted && held.answers(address)) {
                addresses.add(address.virtual.address());
            }
        }
        return addresses;
    }

    private void send(List<InetAddress> addresses) {
        HostInterface out = held.link();
        if (out == null || addresses.isEmpty()) {
            return;
        }
        int sent = context.frames().announce(out, addresses);
        if (Family.of(addresses.getFirst()) == Family.IPV4) {
            counters.arpSent += sent;
        } else {
            counters.neighborAdvertisementsSent += sent;
        }
    }

    private void schedule(long nowNanos) {
        if (roundsLeft > 0) {
            if (roundPosition < round.size()) {
                timer.setNextTurn(nowNanos);
            } else {
                timer.setNoLaterThan(nextRoundNanos);
            }
        }
        for (OneShot pending : List.of(second, afterCrash, refresh, again)) {
            if (pending.set) {
                timer.setNoLaterThan(pending.atNanos);
            }
        }
    }
}
