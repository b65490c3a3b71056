package dev.virtualip.operator.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The number of source files of each package, and its limit. */
final class PackageSizes {
    /** The limit of a package. */
    private static final int MAX_FILES = 25;

    /** Higher limits of packages that are still too large. Lower them whenever such a package shrinks. */
    private static final Map<String, Integer> RATCHET = Map.of();

    private PackageSizes() {}

    /** The packages with too many files. */
    static Map<String, String> violations(JavaClasses classes, String base) {
        Map<String, Long> files = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        Map<String, String> violations = new TreeMap<>();
        files.forEach((name, count) -> {
            String below = name.equals(base) ? "" : name.substring(base.length() + 1);
            int limit = RATCHET.getOrDefault(below, MAX_FILES);
            if (count > limit) {
                violations.put(name, "%d files, at most %d".formatted(count, limit));
            }
        });
        return violations;
    }
}
