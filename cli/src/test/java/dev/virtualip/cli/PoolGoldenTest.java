package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.pool.RangeConversion;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Output of {@code import metallb} and {@code import kube-vip} for each folder of manifests: {@code expected.yaml} has
 * the VirtualIPPools, {@code expected.txt} the remarks. {@code -Dgolden.write=true} rewrites both.
 */
class PoolGoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/import-pools");

    private record Run(int exitCode, String out, String err) {}

    static List<Path> cases() throws IOException {
        List<Path> cases = new ArrayList<>();
        for (String program : List.of("metallb", "kube-vip")) {
            try (Stream<Path> folders = Files.list(ROOT.resolve(program))) {
                folders.sorted().forEach(cases::add);
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void poolsAndRemarksAreTheExpectedOnes(Path folder) throws IOException {
        Run run = run(folder);

        assertThat(run.exitCode()).isZero();
        GoldenFiles.check(folder.resolve("expected.txt"), run.err());
        GoldenFiles.check(folder.resolve("expected.yaml"), run.out());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void yamlReadsBackAsPools(Path folder) throws IOException {
        try (MappingIterator<Document<VirtualIPPoolSpec>> pools = new YAMLMapper()
                .readerFor(new TypeReference<Document<VirtualIPPoolSpec>>() {})
                .readValues(run(folder).out())) {
            assertThat(pools.readAll()).isNotEmpty().allSatisfy(pool -> {
                assertThat(pool.spec().ranges()).isNotEmpty().hasSizeLessThanOrEqualTo(RangeConversion.MAX_RANGES);
                // What is written is in the form that a second conversion would give.
                assertThat(pool.spec().ranges())
                        .allSatisfy(range ->
                                assertThat(RangeConversion.convert(range)).containsExactly(range));
            });
        }
    }

    private static Run run(Path folder) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(
                List.of("import", String.valueOf(ROOT.relativize(folder).getName(0))));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !String.valueOf(file.getFileName()).startsWith("expected."))
                    .sorted(Comparator.reverseOrder())
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        int exitCode = CliMain.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString().replace(folder + "/", ""));
    }
}
