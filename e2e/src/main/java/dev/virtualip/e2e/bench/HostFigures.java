package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Benchmark of faults on the host of an Active that neither end the program nor pull the cable. */
final class HostFigures {
    static final String GROUP = "host";

    private static final int FULL_ROUNDS = 5;
    private static final int SHORT_ROUNDS = 3;
    private static final int BUSY_LOOPS = 3;
    private static final RouterSetup IPV4 = RouterSetup.of("192.0.2.200/32").interval(Duration.ofMillis(250));
    private static final RouterSetup IPV6 = IPV4.addresses(List.of("fe80::200/64", "2001:db8::200/128"));

    private HostFigures() {}

    static void measure(Report report, List<VrrpProgram> programs, boolean isShort) {
        int rounds = isShort ? SHORT_ROUNDS : FULL_ROUNDS;
        HostMeasurements take = new HostMeasurements();
        List<Figure> all = new ArrayList<>();
        for (int millis : new int[] {50, 500, 2000}) {
            String name = "dark ms: removed each %d ms, 8 s".formatted(millis);
            all.add(new Figure(name, GROUP, rounds, who -> take.removedDarkMillis(who, IPV4, millis)));
        }
        all.add(new Figure("dark ms: MAC changed, IPv4", GROUP, rounds, who -> take.newMacDarkMillis(who, IPV4)));
        all.add(new Figure("dark ms: MAC changed, IPv6", GROUP, rounds, who -> take.newMacDarkMillis(who, IPV6)));
        all.add(new Figure("dark ms: own address gone 2 s", GROUP, rounds, who -> take.noSourceDarkMillis(who, IPV4)));
        all.add(new Figure("flood: longest gap, ms, at 100 ms", GROUP, rounds, take::floodGapMillis));
        Duration watch = isShort ? Duration.ofSeconds(30) : Duration.ofMinutes(2);
        for (int loops : new int[] {0, BUSY_LOOPS}) {
            String name = "expired in %d s, %d busy loops".formatted(watch.toSeconds(), loops);
            all.add(new Figure(name, GROUP, isShort ? 1 : 2, who -> take.expiredAddresses(who, loops, watch)));
        }
        for (Figure figure : all) {
            report.add(figure, Bench.measure(figure, programs));
        }
        report.addOurs(GROUP, "flood: Paused transitions of ours", take.pauses());
    }
}
