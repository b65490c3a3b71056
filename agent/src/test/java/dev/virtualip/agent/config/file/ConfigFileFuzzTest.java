package dev.virtualip.agent.config.file;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it gives a value. */
class ConfigFileFuzzTest {
    private static final String[] SPLINTERS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\"",
        "'",
        "#",
        "&a",
        "*a",
        "!x ",
        "|",
        ">",
        "? ",
        "%",
        "\t",
        "---\n",
        "...",
        "<<: *a",
        "null",
        "~",
        "\0",
        "\uFEFF",
        "99999999999",
        "-1",
        "0x1",
        "1e9",
        "!!binary aGk=",
        ","
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"contract-example", "move-group", "unicast", "json"})
    void mutatedFileIsReadOrRefusedButNeverThrows(String document) throws IOException {
        byte[] original = Files.readAllBytes(ConfigDocuments.valid(document));
        Path file = folder.resolve("config.yaml");
        for (long seed = 0; seed < 400; seed++) {
            Files.write(file, mutated(original, new SplittableRandom(seed)));
            assertThatCode(() -> ConfigFile.read(file)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(20));
            bytes = switch (random.nextInt(4)) {
                case 0 -> spliced(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
                case 1 -> spliced(bytes, at, new byte[0], to);
                case 2 -> spliced(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
                default -> spliced(bytes, at, splinter(random), at);
            };
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] splinter(SplittableRandom random) {
        return SPLINTERS[random.nextInt(SPLINTERS.length)].getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes with the part from..to replaced; never empty. */
    private static byte[] spliced(byte[] bytes, int from, byte[] part, int to) {
        byte[] spliced = Arrays.copyOf(bytes, Math.max(1, from + part.length + bytes.length - to));
        System.arraycopy(part, 0, spliced, from, part.length);
        System.arraycopy(bytes, to, spliced, from + part.length, bytes.length - to);
        return spliced;
    }
}
