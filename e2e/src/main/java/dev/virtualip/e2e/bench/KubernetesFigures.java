package dev.virtualip.e2e.bench;

import dev.virtualip.e2e.bench.KubernetesMeasurements.Served;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.KubernetesBinaries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Benchmark figures with a real API server: ours only, and all of it in one cluster. */
final class KubernetesFigures {
    static final String GROUP = "kubernetes";

    private static final int FULL_ROUNDS = 50;
    private static final int SHORT_ROUNDS = 10;
    private static final int ROUNDS_PER_DEATH = 5;
    private static final int REST_SECONDS = 60;
    private static final int AT_REST = 20;

    private KubernetesFigures() {}

    /** Takes all values and prints them; says on stderr why not, where it cannot be done. */
    static void measure(Report report, boolean isShort) {
        String missing = missing();
        if (!missing.isEmpty()) {
            System.err.println("left out: " + GROUP + " needs " + missing);
            return;
        }
        int rounds = isShort ? SHORT_ROUNDS : FULL_ROUNDS;
        try (KubernetesMeasurements take = KubernetesMeasurements.start()) {
            report.percentiles("with Kubernetes");
            applied(report, take, rounds);
            served(report, take, rounds);
            List<Double> deaths = new ArrayList<>();
            for (int round = 0; round < rounds / ROUNDS_PER_DEATH; round++) {
                deaths.add(take.darkMillisOfDeath());
            }
            add(report, "host death to answered, ms", deaths);
            take.rest(AT_REST);
            add(report, "agent, resident MiB", take.agentMebibytes());
            add(report, "operator, resident MiB", List.of(take.operatorMebibytes()));
            KubernetesMeasurements.Writes writes = take.writes(REST_SECONDS);
            add(report, "writes in %d s at rest".formatted(REST_SECONDS), List.of((double) writes.others()));
            add(report, "and renewals of the Lease", List.of((double) writes.renewals()));
        }
    }

    private static void applied(Report report, KubernetesMeasurements take, int rounds) {
        List<Double> answered = new ArrayList<>();
        List<Double> asked = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            KubernetesMeasurements.Applied applied = take.applied(round);
            answered.add(applied.answeredMillis());
            asked.add(applied.askedMillis());
        }
        add(report, "apply to first answer, ms", answered);
        add(report, "acknowledged to first ARP, ms", asked);
    }

    private static void served(Report report, KubernetesMeasurements take, int rounds) {
        List<Served> all = IntStream.range(0, rounds).mapToObj(take::served).toList();
        Map<String, ToDoubleFunction<Served>> parts = new LinkedHashMap<>();
        parts.put("VirtualIP created", Served::virtualIPMillis);
        parts.put("VRRPRouter written", Served::routerMillis);
        parts.put("first ARP", Served::askedMillis);
        parts.put("first answer", Served::answeredMillis);
        parts.put("address in its status", Served::statusMillis);
        parts.forEach((name, part) -> add(
                report,
                "Service to %s, ms".formatted(name),
                all.stream().mapToDouble(part).boxed().toList()));
    }

    private static void add(Report report, String name, List<Double> values) {
        report.add(name, GROUP, new Figure.Values(values));
    }

    /** Returns what the figures of a cluster need and this machine lacks; empty: nothing. */
    static String missing() {
        if (!OperatorProcess.isBuilt()) {
            return "the operator (build it: mvn -B package)";
        }
        try {
            KubernetesBinaries.find();
            return "";
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
