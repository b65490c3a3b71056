package dev.virtualip.cli.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ConfigInput;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.cli.keepalived.map.KeepalivedImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares import with keepalived: both read the same of a configuration, or a remark names the differing line.
 * {@code -Dkeepalived.configs=N} compares more generated configurations, {@code -Dkeepalived.seed=N} takes others,
 * {@code -Dkeepalived.files=FOLDER} compares the files of a folder instead of the examples.
 */
class KeepalivedDumpIT {
    private static final Path FOLDER = Path.of("target/keepalived-dump");
    private static final int CONFIGS = Integer.getInteger("keepalived.configs", 120);
    private static final long SEED = Long.getLong("keepalived.seed", 1);

    /** The folder of configurations to compare besides. */
    private static final Path OWN = Path.of(System.getProperty("keepalived.files", "../examples/keepalived"));

    /** Seeds of configurations that were once read in another way. */
    private static final long[] FORMER_DEFECTS = {20046};

    private int compared;
    private int instances;
    private int refused;
    private final Map<String, Integer> explained = new TreeMap<>();
    private final List<String> defects = new ArrayList<>();

    /** In continuous integration a test that cannot run is a failure. */
    @BeforeAll
    static void requireKeepalived() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean here = Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "keepalived")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(root && here).as("needs root and keepalived").isTrue();
        }
        Assumptions.assumeTrue(root, "needs root, to make network namespaces");
        Assumptions.assumeTrue(here, "needs keepalived");
    }

    @Test
    void generatedConfigurationsAreReadAsKeepalivedReadsThem() throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve("generated"));
        List<Path> files = new ArrayList<>();
        LongStream seeds = LongStream.concat(LongStream.of(FORMER_DEFECTS), LongStream.range(SEED, SEED + CONFIGS));
        for (long seed : seeds.toArray()) {
            files.add(Files.writeString(folder.resolve("seed-" + seed + ".conf"), GeneratedConfig.of(seed)));
        }
        compare(files);
        assertThat(refused)
                .as("configurations that keepalived refuses, and which prove nothing")
                .isLessThan(CONFIGS / 5);
    }

    @Test
    void configurationsThatPeopleWriteAreReadAsKeepalivedReadsThem() throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve("written"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> written = Files.list(Path.of("src/test/resources/import"))) {
            for (Path one : written.filter(path -> path.getFileName().toString().startsWith("as-keepalived-"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(one.resolve("lb01.conf"));
                files.add(Files.writeString(folder.resolve(one.getFileName() + ".conf"), text));
            }
        }
        compare(files);
        assertThat(refused).as("refused by keepalived").isZero();
    }

    /** Each file is compared by itself: what it includes is not found. */
    @Test
    void configurationsOfFolderAreReadAsKeepalivedReadsThem() throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve("own"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> own = Files.list(OWN)) {
            for (Path one : own.filter(Files::isRegularFile).sorted().toList()) {
                Path copy = folder.resolve(one.getFileName());
                files.add(Files.copy(one, copy, StandardCopyOption.REPLACE_EXISTING));
            }
        }
        assertThat(files).as("files in the folder").isNotEmpty();
        compare(files);
    }

    private void compare(List<Path> files) throws IOException, InterruptedException {
        List<KeepalivedDump> dumps = KeepalivedDump.of(files);
        for (int i = 0; i < files.size(); i++) {
            compare(files.get(i), dumps.get(i));
        }
        System.out.printf(
                "compared with keepalived: %d configurations, %d instances; %d more were refused by it; differences"
                        + " with a remark: %s; without: %d%n",
                compared, instances, refused, explained, defects.size());
        assertThat(defects.subList(0, Math.min(40, defects.size())))
                .as("differences without a remark, %d in all; the files are in %s", defects.size(), FOLDER)
                .isEmpty();
    }

    private void compare(Path file, KeepalivedDump dump) throws IOException {
        if (dump.refused()) {
            refused++;
            return;
        }
        compared++;
        instances += dump.instances().size();
        try {
            ImportResult result = KeepalivedImport.run(List.of(new ConfigInput(file, null)));
            for (Comparison.Difference difference : Comparison.of(Files.readString(file), dump, result)) {
                if (difference.remark() == null) {
                    defects.add(file.getFileName() + ": " + difference);
                } else {
                    explained.merge(difference.field().replaceFirst(" of .*", ""), 1, Integer::sum);
                }
            }
        } catch (UnreadableConfigException e) {
            defects.add("%s: keepalived reads it, the import says %s".formatted(file.getFileName(), e.getMessage()));
        }
    }
}
