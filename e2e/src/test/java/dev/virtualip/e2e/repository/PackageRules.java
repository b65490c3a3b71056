package dev.virtualip.e2e.repository;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules on files together: descriptions and sizes of packages, names of types. */
final class PackageRules {
    static final int MAX_FILES = 25;

    private PackageRules() {}

    /** Packages without a description, in which null is not checked, or too large, and names with two meanings. */
    static List<Problem> check(Map<Path, String> javaTexts) {
        return Stream.of(descriptions(javaTexts), sizes(javaTexts), names(javaTexts))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Problem> descriptions(Map<Path, String> javaTexts) {
        return javaTexts.keySet().stream()
                .filter(PackageRules::shipped)
                .map(file -> Objects.requireNonNull(file.getParent()).resolve("package-info.java"))
                .distinct()
                .filter(info -> !described(javaTexts.getOrDefault(info, "")))
                .map(info -> new Problem(info, 1, "every package says what it is, and is @NullMarked"))
                .toList();
    }

    private static List<Problem> sizes(Map<Path, String> javaTexts) {
        return types(javaTexts)
                .collect(Collectors.groupingBy(file -> Objects.requireNonNull(file.getParent())))
                .entrySet()
                .stream()
                .filter(folder -> folder.getValue().size() > MAX_FILES)
                .map(folder ->
                        new Problem(folder.getKey(), 1, "more than " + MAX_FILES + " files: is it still one subject?"))
                .toList();
    }

    /** One simple name has one meaning in all that is shipped. */
    private static List<Problem> names(Map<Path, String> javaTexts) {
        return types(javaTexts)
                .filter(PackageRules::shipped)
                .collect(Collectors.groupingBy(Path::getFileName))
                .values()
                .stream()
                .filter(files -> files.size() > 1)
                .map(files -> new Problem(files.getFirst(), 1, "another type has this name: " + files.getLast()))
                .toList();
    }

    private static Stream<Path> types(Map<Path, String> javaTexts) {
        return javaTexts.keySet().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .sorted();
    }

    private static boolean shipped(Path file) {
        return file.toString().contains("src/main/java/");
    }

    private static boolean described(String packageInfo) {
        return packageInfo.contains("/**") && packageInfo.contains("NullMarked");
    }
}
