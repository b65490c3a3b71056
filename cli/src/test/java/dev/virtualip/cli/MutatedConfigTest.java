package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ConfigInput;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.cli.keepalived.map.KeepalivedImport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged configurations are imported or refused with a place; they never throw anything else, and never hang. */
class MutatedConfigTest {
    private static final int CHANGES = 150;
    private static final byte[] INTERESTING = "{}\"'\\#!@~$=^\n /:%\t\0".getBytes(StandardCharsets.UTF_8);

    @RepeatedTest(10)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damageIsImportedOrRefusedWithItsPlace(RepetitionInfo repetition, @TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<byte[]> seeds = new ArrayList<>();
        for (GoldenCase golden : GoldenCase.all()) {
            for (Path file : golden.configurations()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        Path file = folder.resolve("damaged.conf");
        for (int i = 0; i < CHANGES; i++) {
            Files.write(file, damaged(seeds.get(random.nextInt(seeds.size())), random));
            String outcome = outcome(file);
            assertThat(outcome)
                    .as("seed %d, change %d", repetition.getCurrentRepetition(), i)
                    .isNotEmpty();
        }
    }

    private static String outcome(Path file) throws IOException {
        try {
            ImportResult result = KeepalivedImport.run(List.of(new ConfigInput(file, "lb01")));
            assertThat(result.remarks()).noneMatch(remark -> remark.text().matches("(?s).*\\p{Cntrl}.*"));
            String yaml = GoldenCase.yaml(result);
            assertThat(yaml).contains("VRRPRouter");
            return yaml;
        } catch (UnreadableConfigException e) {
            assertThat(e.getMessage()).contains("damaged.conf").doesNotContain("\n");
            return String.valueOf(e.getMessage());
        }
    }

    private static byte[] damaged(byte[] content, SplittableRandom random) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int rate = 20 + random.nextInt(400);
        for (byte one : content) {
            switch (random.nextInt(rate)) {
                case 0 -> {}
                case 1 -> changed.write(INTERESTING[random.nextInt(INTERESTING.length)]);
                case 2 -> {
                    changed.write(one);
                    changed.write(INTERESTING[random.nextInt(INTERESTING.length)]);
                }
                case 3 -> changed.write(random.nextInt(256));
                case 4 -> {
                    int from = random.nextInt(content.length);
                    changed.write(content, from, Math.min(random.nextInt(60), content.length - from));
                }
                default -> changed.write(one);
            }
        }
        return changed.toByteArray();
    }
}
