package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.RouterSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws who takes part: everything that users may set, and some of what they should not. */
final class Lineup {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long[] INTERVALS = {10 * MILLI, 50 * MILLI, 100 * MILLI, 250 * MILLI, SECOND};
    private static final long[] GRACES = {0, 200 * MILLI, SECOND, 3 * SECOND};
    private static final long[] CLOCK_ORIGINS = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE - SECOND, 12_345_678_901L};

    private final SplittableRandom random;
    private final Family family;
    private final int version;
    private final long intervalNanos;
    private final boolean alikeInterval;
    private final boolean alikePreemption;
    private final boolean closePriorities;

    Lineup(SplittableRandom random) {
        this.random = random;
        family = random.nextInt(4) == 0 ? Family.IPV6 : Family.IPV4;
        version = family == Family.IPV4 && random.nextInt(4) == 0 ? 2 : 3;
        intervalNanos = version == 2 ? SECOND : pick(INTERVALS);
        alikeInterval = version == 2 || random.nextInt(4) != 0;
        alikePreemption = random.nextInt(5) < 3;
        closePriorities = random.nextInt(3) == 0;
    }

    /** The time in which something happens here. */
    long intervalNanos() {
        return intervalNanos;
    }

    Machine machine(int number) {
        ChecksumForm[] forms = ChecksumForm.values();
        return new Machine(
                Machine.mac(number),
                forms[random.nextInt(forms.length)],
                (1 + random.nextInt(3)) * SECOND,
                CLOCK_ORIGINS[random.nextInt(CLOCK_ORIGINS.length)]);
    }

    RouterSettings settings(int number) {
        return new RouterSettings(
                version,
                family,
                51,
                priority(),
                alikeInterval ? intervalNanos : pick(INTERVALS),
                preemption(),
                addresses(),
                random.nextBoolean() ? List.of() : List.of(address(200)),
                Set.of(),
                family == Family.IPV4 ? address(number) : InetAddress.ofLiteral("fe80::" + number),
                false,
                pick(GRACES));
    }

    /** The same router, differently set: what can be changed live. */
    RouterSettings changed(RouterSettings settings) {
        return new RouterSettings(
                version,
                family,
                settings.virtualRouterId(),
                random.nextBoolean() ? settings.priority() : priority(),
                version == 2 || random.nextBoolean() ? settings.advertisementIntervalNanos() : pick(INTERVALS),
                random.nextBoolean() ? settings.preemption() : preemption(),
                random.nextBoolean() ? settings.addresses() : addresses(),
                settings.extraAddresses(),
                settings.allowedSources(),
                settings.sourceAddress(),
                false,
                settings.stopGraceNanos());
    }

    private int priority() {
        int drawn = random.nextInt(20);
        if (closePriorities) {
            return 100 + drawn / 10;
        }
        return drawn == 0 ? 255 : drawn == 1 ? 1 : random.nextInt(1, 255);
    }

    private Preemption preemption() {
        if (alikePreemption) {
            return Preemption.ALWAYS;
        }
        return random.nextBoolean() ? Preemption.NEVER : new Preemption(true, random.nextLong(20 * intervalNanos));
    }

    private List<InetAddress> addresses() {
        int first = random.nextInt(101, 104);
        return IntStream.range(first, first + random.nextInt(1, 4))
                .mapToObj(this::address)
                .toList();
    }

    private InetAddress address(int number) {
        return InetAddress.ofLiteral((family == Family.IPV4 ? "192.0.2." : "2001:db8::") + number);
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }
}
