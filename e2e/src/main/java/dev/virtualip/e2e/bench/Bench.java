package dev.virtualip.e2e.bench;

import dev.virtualip.e2e.migration.MetalLbMigration;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.lab.LabRequirements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The program {@code e2e/bin/bench}. */
public final class Bench {
    private static final int EXIT_USAGE = 2;
    private static final String MIGRATION = "migration";
    private static final String USAGE = """
        Usage: bench [--short] [--json FILE] [--only GROUP]
        Measures our agent and keepalived in turn, each value in a lab of its own. Needs root.
          --short       fewer rounds: some minutes instead of a quarter of an hour
          --json FILE   writes all values there
          --only GROUP  outage, shutdown, nginx, start, memory, load, host; checks (ours only);
                        moves, kubernetes, burst, storm, services (ours only, real API server);
                        migration (from MetalLB, which e2e/kubernetes/metallb/build.sh builds; only if asked for)
        """;

    private Bench() {}

    /** Runs the benchmark and prints its table. */
    public static void main(String[] arguments) {
        List<String> options = Arrays.asList(arguments);
        if (options.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        List<String> wrong = new ArrayList<>(options);
        wrong.removeAll(List.of("--short", "--json", "--only", valueOf("--json", options), valueOf("--only", options)));
        String only = valueOf("--only", options);
        if (options.contains("--only") && !groups().contains(only)) {
            wrong.add("--only " + only);
        }
        if (!wrong.isEmpty()) {
            System.err.print("unknown: " + String.join(" ", wrong) + "\n" + USAGE);
            System.exit(EXIT_USAGE);
        }
        List<String> missing = LabRequirements.missing();
        if (!missing.isEmpty()) {
            System.err.println("bench needs " + String.join(", ", missing));
            System.exit(EXIT_USAGE);
        }
        run(options);
    }

    private static Set<String> groups() {
        Set<String> groups = new TreeSet<>(Set.of(
                NginxFigures.GROUP,
                HostFigures.GROUP,
                MoveFigures.GROUP,
                ChecksFigures.GROUP,
                KubernetesFigures.GROUP,
                BurstFigures.GROUP,
                StormFigures.GROUP,
                ServiceFigures.GROUP,
                MIGRATION));
        Figures.all(true).forEach(figure -> groups.add(figure.group()));
        return groups;
    }

    private static void run(List<String> options) {
        List<VrrpProgram> programs = programs();
        Report report = new Report(System.out);
        String only = valueOf("--only", options);
        for (Figure figure : Figures.all(options.contains("--short"))) {
            if (only.isEmpty() || only.equals(figure.group())) {
                report.add(figure, measure(figure, programs));
            }
        }
        if (only.isEmpty() || only.equals(NginxFigures.GROUP)) {
            NginxFigures.measure(report, programs, options.contains("--short"));
        }
        if (only.isEmpty() || only.equals(HostFigures.GROUP)) {
            HostFigures.measure(report, programs, options.contains("--short"));
        }
        if (only.isEmpty() || only.equals(MoveFigures.GROUP)) {
            MoveFigures.measure(report);
        }
        if (only.isEmpty() || only.equals(ChecksFigures.GROUP)) {
            ChecksFigures.measure(report, options.contains("--short"));
        }
        if (only.isEmpty() || only.equals(KubernetesFigures.GROUP)) {
            KubernetesFigures.measure(report, options.contains("--short"));
        }
        if (only.isEmpty() || only.equals(BurstFigures.GROUP)) {
            BurstFigures.measure(report, options.contains("--short"));
        }
        if (only.isEmpty() || only.equals(StormFigures.GROUP)) {
            StormFigures.measure(report, options.contains("--short"));
        }
        if (only.isEmpty() || only.equals(ServiceFigures.GROUP)) {
            ServiceFigures.measure(report, options.contains("--short"));
        }
        if (only.equals(MIGRATION)) {
            MetalLbMigration.measure().forEach((name, value) -> report.addOurs(MIGRATION, name, value));
        }
        String json = valueOf("--json", options);
        if (!json.isEmpty()) {
            report.writeJson(Path.of(json));
        }
    }

    /** The programs take turns: what the machine does meanwhile hits both alike. */
    static Map<VrrpProgram, Figure.Values> measure(Figure figure, List<VrrpProgram> programs) {
        Map<VrrpProgram, List<Double>> samples = new EnumMap<>(VrrpProgram.class);
        for (int round = 0; round < figure.rounds(); round++) {
            for (VrrpProgram program : programs) {
                samples.computeIfAbsent(program, any -> new ArrayList<>())
                        .add(figure.measurement().of(program));
            }
        }
        Map<VrrpProgram, Figure.Values> values = new EnumMap<>(VrrpProgram.class);
        samples.forEach((program, found) -> values.put(program, new Figure.Values(found)));
        return values;
    }

    private static List<VrrpProgram> programs() {
        List<VrrpProgram> programs = new ArrayList<>();
        for (VrrpProgram program : VrrpProgram.values()) {
            List<String> missing = program.missing();
            if (missing.isEmpty()) {
                programs.add(program);
            } else {
                System.err.println("left out: " + program.command() + " needs " + String.join(", ", missing));
            }
        }
        return programs;
    }

    private static String valueOf(String option, List<String> options) {
        int at = options.indexOf(option);
        return at >= 0 && at + 1 < options.size() ? options.get(at + 1) : "";
    }
}
