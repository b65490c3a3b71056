package dev.virtualip.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All that is measured. */
final class Figures {
    private static final List<Duration> INTERVALS =
            List.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final int FULL_ROUNDS = 15;
    private static final int SHORT_ROUNDS = 3;
    private static final int ROUNDS_PER_REST = 3;
    private static final int ONE = 1;
    private static final int MANY = 255;
    private static final int BUSY = 50;

    private Figures() {}

    static List<Figure> all(boolean isShort) {
        int rounds = isShort ? SHORT_ROUNDS : FULL_ROUNDS;
        int restRounds = rounds / ROUNDS_PER_REST;
        Measurements take = new Measurements(Duration.ofSeconds(rounds));
        List<Figure> all = new ArrayList<>();
        for (Failure failure : Failure.values()) {
            for (Duration interval : INTERVALS) {
                String name = "outage, ms: %s, %d ms".formatted(failure, interval.toMillis());
                // A second takes long, and varies least beside its length.
                int often = interval.toSeconds() > 0 ? Math.ceilDiv(rounds, 2) : rounds;
                all.add(new Figure(name, "outage", often, who -> take.outageMillis(who, failure, interval)));
            }
        }
        for (Duration interval : INTERVALS) {
            String name = "kill -9 to takeover, ms: %d ms".formatted(interval.toMillis());
            all.add(new Figure(name, "outage", rounds, who -> take.takeoverMillis(who, interval)));
        }
        all.addAll(shutdowns(take, Math.ceilDiv(rounds, 3)));
        all.add(new Figure("exec to first advertisement, ms", "start", rounds, take::firstAdvertisementMillis));
        for (int routers : new int[] {ONE, MANY}) {
            String name = "resident memory, MiB: %d routers".formatted(routers);
            all.add(new Figure(name, "memory", restRounds, who -> take.residentMebibytes(who, routers)));
        }
        Duration shortest = INTERVALS.getFirst();
        String load = "CPU s per minute: %d routers at 10 ms".formatted(BUSY);
        all.add(new Figure(load, "load", restRounds, who -> take.processorSecondsPerMinute(who, BUSY, shortest)));
        return all;
    }

    /** With the interval of a VirtualIP by default, and with that of a file. */
    private static List<Figure> shutdowns(Measurements take, int rounds) {
        List<Figure> figures = new ArrayList<>();
        for (Duration interval : List.of(Duration.ofMillis(250), Duration.ofSeconds(1))) {
            for (int millis : new int[] {0, 50, 200, 500}) {
                String name = "probes lost, shutdown: +%d ms, %d ms".formatted(millis, interval.toMillis());
                Duration after = Duration.ofMillis(millis);
                figures.add(new Figure(name, "shutdown", rounds, who -> take.shutdownLost(who, after, interval)));
            }
        }
        return figures;
    }
}
