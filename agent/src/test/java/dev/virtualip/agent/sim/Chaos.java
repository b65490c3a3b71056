package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import java.util.List;
import java.util.SplittableRandom;

/** What happens to hosts and cables while the world is not quiet. Each fault ends before the quiet begins. */
final class Chaos {
    private enum Fault {
        CRASH,
        STOP,
        PAUSE,
        LINK_DOWN,
        ONE_WAY,
        MOVE,
        CHANGE
    }

    private final World world;
    private final List<Host> hosts;
    private final Lineup lineup;
    private final SplittableRandom random;
    private long end;

    Chaos(World world, List<Host> hosts, Lineup lineup, SplittableRandom random) {
        this.world = world;
        this.hosts = hosts;
        this.lineup = lineup;
        this.random = random;
    }

    /** Faults strike from now on until this instant. */
    void unleash(long untilNanos) {
        end = untilNanos;
        long interval = lineup.intervalNanos();
        long delayMax = random.nextBoolean() ? interval / 8 : random.nextLong(1, 2 * interval);
        world.lan().setFaults(new FaultModel(random.nextDouble(0.3), random.nextDouble(0.1), 1, delayMax));
        strikeLater();
    }

    /** All cables are whole, everybody is awake, and most of the crashed are back. */
    void calm() {
        world.lan().setFaults(FaultModel.NONE);
        world.lan().healAll();
        for (Host host : hosts) {
            host.wake();
            host.setLink(true);
            if (random.nextInt(4) != 0) {
                host.start();
            }
        }
    }

    private void strikeLater() {
        long at = world.schedule().now() + random.nextLong(1, 16 * lineup.intervalNanos());
        if (at < end) {
            world.schedule().at(at, () -> {
                strike(hosts.get(random.nextInt(hosts.size())));
                strikeLater();
            });
        }
    }

    private void strike(Host host) {
        Fault[] faults = Fault.values();
        Fault fault = faults[random.nextInt(faults.length)];
        if (!host.awake()) {
            return;
        }
        switch (fault) {
            case CRASH -> {
                host.crash();
                later(host::start);
            }
            case STOP -> {
                host.stop();
                later(host::start);
            }
            case PAUSE -> {
                host.pause();
                later(host::wake);
            }
            case LINK_DOWN -> {
                host.setLink(false);
                later(() -> host.setLink(true));
            }
            case ONE_WAY -> {
                Host deaf = hosts.get(random.nextInt(hosts.size()));
                world.lan().cut(host, deaf);
                later(() -> world.lan().heal(host, deaf));
            }
            case MOVE -> host.dispatch(new Event.ReleaseRequested(host.now(), Reason.MOVE_REQUESTED));
            case CHANGE -> host.reconfigure(lineup.changed(host.settings()));
        }
    }

    private void later(Runnable recovery) {
        long at = world.schedule().now() + random.nextLong(1, 12 * lineup.intervalNanos());
        world.schedule().at(Math.min(at, end), recovery);
    }
}
