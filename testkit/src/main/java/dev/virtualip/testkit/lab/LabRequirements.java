package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Programs and rights that a machine must have for a lab. */
public final class LabRequirements {
    private static final List<String> TOOLS = List.of("ip", "nft", "setsid", "sh");

    private LabRequirements() {}

    /** Names what is missing for a lab in which these programs run too, in plain words; empty when nothing is. */
    public static List<String> missing(String... alsoNeeded) {
        List<String> missing = new ArrayList<>();
        if (!Namespace.canBeCreated()) {
            missing.add("root (only root creates network namespaces; try sudo)");
        }
        List<String> tools = new ArrayList<>(TOOLS);
        tools.addAll(Arrays.asList(alsoNeeded));
        tools.stream().filter(tool -> !isOnPath(tool)).forEach(tool -> missing.add("the program " + tool));
        return missing;
    }

    static void check() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new LabException("a lab needs " + String.join(", ", missing));
        }
    }

    private static boolean isOnPath(String tool) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Arrays.stream(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
