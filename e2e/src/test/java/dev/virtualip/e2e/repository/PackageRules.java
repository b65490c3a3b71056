package dev.virtualip.e2e.repository;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks that every package of shipped code has a description and is null-marked. */
final class PackageRules {

    private PackageRules() {}

    /** Packages without a description, or in which null is not checked. */
    static List<Problem> check(Map<Path, String> javaTexts) {
        return javaTexts.keySet().stream()
                .filter(file -> file.toString().contains("src/main/java/"))
                .map(file -> Objects.requireNonNull(file.getParent()).resolve("package-info.java"))
                .distinct()
                .filter(info -> !described(javaTexts.getOrDefault(info, "")))
                .map(info -> new Problem(info, 1, "every package says what it is, and is @NullMarked"))
                .toList();
    }

    private static boolean described(String packageInfo) {
        return packageInfo.contains("/**") && packageInfo.contains("NullMarked");
    }
}
