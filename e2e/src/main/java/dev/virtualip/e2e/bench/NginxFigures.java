package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.lab.LabRequirements;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Benchmark of two Nginx behind one address, with a check each second and two failures in a row. In theory another host
 * answers one to two seconds and a skew time (0.15 s) after Nginx's death.
 */
final class NginxFigures {
    static final String GROUP = "nginx";

    private static final int ROUNDS = 5;

    private NginxFigures() {}

    static void measure(Report report, List<VrrpProgram> programs, boolean isShort) {
        List<String> missing = LabRequirements.missing("nginx", "curl");
        if (!missing.isEmpty()) {
            System.err.println("left out: nginx needs " + String.join(", ", missing));
            return;
        }
        NginxMeasurements take = new NginxMeasurements();
        Map<VrrpProgram, List<NginxMeasurements.Round>> rounds = new EnumMap<>(VrrpProgram.class);
        for (int round = 0; round < (isShort ? 1 : ROUNDS); round++) {
            for (VrrpProgram program : programs) {
                rounds.computeIfAbsent(program, any -> new ArrayList<>()).add(take.of(program));
            }
        }
        add(report, "reload: requests failed", rounds, NginxMeasurements.Round::reloadFailed);
        add(report, "killed: page elsewhere after, ms", rounds, NginxMeasurements.Round::elsewhereMillis);
        add(report, "killed: new connections lost", rounds, NginxMeasurements.Round::killedUnconnected);
        add(report, "killed: probes lost", rounds, NginxMeasurements.Round::killedProbes);
        add(report, "restored: probes lost", rounds, NginxMeasurements.Round::restoredProbes);
        add(report, "restored: new connections lost", rounds, NginxMeasurements.Round::restoredUnconnected);
        add(report, "restored: new connections cut", rounds, NginxMeasurements.Round::restoredCut);
        add(report, "restored: kept connections broken", rounds, NginxMeasurements.Round::restoredBroken);
        add(report, "both dead: hosts that answer", rounds, NginxMeasurements.Round::holdersWithoutNginx);
    }

    private static void add(
            Report report,
            String name,
            Map<VrrpProgram, List<NginxMeasurements.Round>> rounds,
            ToDoubleFunction<NginxMeasurements.Round> value) {
        Map<VrrpProgram, Figure.Values> values = new EnumMap<>(VrrpProgram.class);
        rounds.forEach((program, found) -> values.put(
                program,
                new Figure.Values(found.stream().mapToDouble(value).boxed().toList())));
        report.add("Nginx " + name, GROUP, values);
    }
}
