package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.NginxPair;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadLog;
import dev.virtualip.testkit.probe.Prober;
import java.time.Duration;
import java.util.SplittableRandom;

/** Runs one Nginx pair through all that can happen to its Nginx, and takes what the clients lost. */
final class NginxMeasurements {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int SETTLE_MILLIS = 2000;
    private static final int RESTS_MILLIS = 6000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final SplittableRandom phase = new SplittableRandom(1);

    /**
     * Results of one round.
     *
     * @param reloadFailed requests that failed while Nginx reloaded, of either kind
     * @param elsewhereMillis from Nginx's death to the first page from the other host
     * @param killedUnconnected new connections that were refused or not accepted until then
     * @param killedProbes probes lost meanwhile: the host still lives
     * @param restoredProbes probes lost when Nginx is back and the address returns
     * @param restoredUnconnected new connections lost then
     * @param restoredCut requests over new connections that were cut in the middle then
     * @param restoredBroken kept connections that broke then
     * @param holdersWithoutNginx hosts that have the address when both Nginx are dead
     */
    record Round(
            double reloadFailed,
            double elsewhereMillis,
            double killedUnconnected,
            double killedProbes,
            double restoredProbes,
            double restoredUnconnected,
            double restoredCut,
            double restoredBroken,
            double holdersWithoutNginx) {}

    Round of(VrrpProgram program) {
        try (NginxPair pair = NginxPair.start("bench-nginx", program, PERIOD)) {
            Prober prober = pair.probe();
            HttpLoad load = pair.load();
            Wait.millis(SETTLE_MILLIS + phase.nextLong(PERIOD.toMillis()));

            long reloaded = System.nanoTime();
            pair.nginx("lb01").reload();
            Wait.millis(SETTLE_MILLIS);
            int reloadFailed = load.newConnections(reloaded).failed()
                    + load.keptConnections(reloaded).failed();

            long killed = System.nanoTime();
            pair.nginx("lb01").kill();
            pair.awaitHolder("lb02");
            Wait.millis(SETTLE_MILLIS);
            HttpLoadLog dark = load.newConnections(killed);
            long elsewhere = load.firstAnswerNanos("lb02", killed)
                    .orElseThrow(() -> new LabException("no page from lb02 after lb01's Nginx was killed"));
            int killedProbes = prober.since(killed).lost();

            long restored = System.nanoTime();
            pair.startNginx("lb01");
            pair.awaitHolder("lb01");
            Wait.millis(SETTLE_MILLIS);
            HttpLoadLog back = load.newConnections(restored);
            int restoredProbes = prober.since(restored).lost();
            int broken = load.brokenConnections(restored);

            pair.nginx("lb01").kill();
            pair.nginx("lb02").kill();
            Wait.millis(RESTS_MILLIS);
            return new Round(
                    reloadFailed,
                    (elsewhere - killed) / NANOS_PER_MILLI,
                    dark.unconnected(),
                    killedProbes,
                    restoredProbes,
                    back.unconnected(),
                    back.cut(),
                    broken,
                    pair.holders().size());
        }
    }
}
