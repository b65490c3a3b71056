package dev.virtualip.operator.golden;

import dev.virtualip.testkit.golden.GoldenFiles;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** Golden files as YAML of objects; {@link GoldenFiles} compares and rewrites them. */
public final class Golden {
    private Golden() {}

    /** The names of the cases in a folder, in order: every folder in it is one. */
    public static List<String> cases(String folder) {
        return GoldenFiles.cases(folder);
    }

    /** A file of a case as an object. */
    public static <T> T read(String file, Class<T> type) {
        return Serialization.unmarshal(GoldenFiles.read(file), type);
    }

    /** Fails unless a file is the YAML of an object, byte for byte. */
    public static void check(String file, Object actual) {
        GoldenFiles.check(file, Serialization.asYaml(actual));
    }
}
