package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws the virtual routers of a story, and changes of them: everything that users can set. */
final class RandomRouters {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    private static final long[] INTERVALS = {20 * MILLI, 50 * MILLI, 100 * MILLI, 250 * MILLI, SECOND, SECOND};
    private static final long[] LIFETIMES = {2 * SECOND, 3 * SECOND, 5 * SECOND};
    private static final long[] CLOCK_ORIGINS = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE - SECOND, 12_345_678_901L};
    private static final int POOL = 5;

    private final SplittableRandom random;
    private final List<RouterPlan> routers = new ArrayList<>();
    private final int hosts;
    private final boolean grouped;
    private final boolean alikePreemption;
    private final boolean closePriorities;
    private final int lans;

    RandomRouters(SplittableRandom random, int hosts) {
        this.random = random;
        this.hosts = hosts;
        grouped = random.nextInt(3) == 0;
        boolean vrrpApart = random.nextInt(4) == 0;
        lans = vrrpApart || (grouped && random.nextBoolean()) ? 2 : 1;
        alikePreemption = grouped || random.nextInt(5) < 3;
        closePriorities = random.nextInt(3) == 0;
        int count = grouped ? random.nextInt(2, 4) : random.nextInt(1, 3);
        Family family = random.nextInt(4) == 0 ? Family.IPV6 : Family.IPV4;
        int version = family == Family.IPV4 && random.nextInt(5) == 0 ? 2 : 3;
        long interval = version == 2 ? SECOND : pick(INTERVALS);
        boolean askFirst = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            RouterPlan plan = new RouterPlan("vr" + (51 + i), 51 + i);
            plan.lan = i % lans;
            plan.vrrpLan = vrrpApart ? (i + 1) % lans : plan.lan;
            plan.version = version;
            plan.family = family;
            plan.interval(interval);
            plan.lifetime(pick(LIFETIMES));
            plan.group = grouped ? "g" : null;
            plan.askFirst = askFirst;
            routers.add(plan);
            fill(plan);
        }
    }

    private void fill(RouterPlan plan) {
        plan.addresses = addresses(plan);
        if (random.nextInt(4) == 0) {
            plan.extraAddresses = List.of(address(plan, POOL + 1));
        }
        if (random.nextInt(4) == 0) {
            plan.allowedSources = sources(plan);
        }
        plan.announcements = announcements();
        for (int host = 1; host <= hosts; host++) {
            ChecksumForm[] forms = ChecksumForm.values();
            plan.checksums.put(host, forms[random.nextInt(forms.length)]);
            plan.preemptions.put(host, preemption(plan));
            plan.priorities.put(host, priority());
            shareWithGroup(plan, host);
        }
    }

    /** All members of a group have the priority and the preemption of the first on one host. */
    private void shareWithGroup(RouterPlan plan, int host) {
        if (grouped) {
            plan.priorities.put(host, routers.getFirst().priority(host));
            plan.preemptions.put(host, routers.getFirst().preemption(host));
        }
    }

    List<RouterPlan> routers() {
        return routers;
    }

    int lans() {
        return lans;
    }

    /** The time in which something happens here. */
    long unitNanos() {
        return Math.max(50 * MILLI, routers.getFirst().intervalNanos);
    }

    long clockOrigin() {
        return pick(CLOCK_ORIGINS);
    }

    /** What one reading of the processor clock costs: on a slow host lifetimes grow with it. */
    long processorCost() {
        return random.nextInt(8) == 0 ? 15 * MILLI : 5_000;
    }

    RouterPlan any() {
        return routers.get(random.nextInt(routers.size()));
    }

    // ---- changes

    void changePriority(int host) {
        int drawn = priority();
        RouterPlan one = any();
        routers.stream().filter(plan -> grouped || plan == one).forEach(plan -> plan.priorities.put(host, drawn));
    }

    void changePreemption(int host) {
        RouterPlan one = any();
        Preemption drawn = preemption(one);
        routers.stream().filter(plan -> grouped || plan == one).forEach(plan -> plan.preemptions.put(host, drawn));
    }

    void changeAddresses() {
        RouterPlan plan = any();
        plan.addresses = addresses(plan);
    }

    void changeInterval() {
        if (routers.getFirst().version == 3) {
            long drawn = pick(INTERVALS);
            routers.forEach(plan -> plan.interval(drawn));
        }
    }

    void changeRest() {
        RouterPlan plan = any();
        plan.lifetime(pick(LIFETIMES));
        plan.announcements = announcements();
        plan.allowedSources = random.nextBoolean() ? Set.of() : sources(plan);
    }

    void release(int host, String token) {
        RouterPlan one = any();
        routers.stream().filter(plan -> grouped || plan == one).forEach(plan -> plan.releases.put(host, token));
    }

    void endReleases() {
        routers.forEach(plan -> plan.releases.clear());
    }

    // ---- draws

    private int priority() {
        int drawn = random.nextInt(20);
        if (closePriorities) {
            return 100 + drawn / 10;
        }
        return drawn == 1 ? 1 : random.nextInt(1, 255);
    }

    private Preemption preemption(RouterPlan plan) {
        if (alikePreemption) {
            return Preemption.ALWAYS;
        }
        return random.nextBoolean() ? Preemption.NEVER : new Preemption(true, random.nextLong(20 * plan.intervalNanos));
    }

    private AnnouncementSchedule announcements() {
        return new AnnouncementSchedule(
                random.nextInt(1, 4),
                100 * MILLI,
                random.nextBoolean() ? 0 : SECOND,
                random.nextBoolean() ? 0 : 2 * SECOND);
    }

    private List<InetAddress> addresses(RouterPlan plan) {
        Set<InetAddress> drawn = new LinkedHashSet<>();
        if (plan.family == Family.IPV6) {
            drawn.add(InetAddress.ofLiteral("fe80::%d:1".formatted(plan.id)));
        }
        int wanted = drawn.size() + random.nextInt(1, 4);
        while (drawn.size() < wanted) {
            drawn.add(address(plan, random.nextInt(POOL)));
        }
        return List.copyOf(drawn);
    }

    private static InetAddress address(RouterPlan plan, int number) {
        int last = 100 + 10 * (plan.id - 51) + number;
        return InetAddress.ofLiteral(
                plan.family == Family.IPV4
                        ? "192.0.%d.%d".formatted(2 + plan.lan, last)
                        : "2001:db8:%d::%d".formatted(plan.lan, last));
    }

    private Set<InetAddress> sources(RouterPlan plan) {
        Set<InetAddress> sources = new LinkedHashSet<>();
        for (int host = 1; host <= hosts; host++) {
            sources.add(InetAddress.ofLiteral(
                    plan.family == Family.IPV4 ? "192.0.%d.%d".formatted(2 + plan.vrrpLan(), host) : "fe80::" + host));
        }
        return sources;
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }
}
