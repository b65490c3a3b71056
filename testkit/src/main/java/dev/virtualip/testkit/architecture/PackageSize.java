package dev.virtualip.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounds the number of top-level classes in a package. */
final class PackageSize extends ArchCondition<JavaClass> {
    private final int most;
    private final Map<String, Integer> sizes = new LinkedHashMap<>();
    private final Map<String, JavaClass> samples = new LinkedHashMap<>();

    PackageSize(int most) {
        super("be in a package of at most " + most + " top-level classes");
        this.most = most;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
            sizes.merge(type.getPackageName(), 1, Integer::sum);
            samples.put(type.getPackageName(), type);
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        sizes.forEach((name, size) -> {
            if (size > most) {
                events.add(SimpleConditionEvent.violated(
                        samples.get(name), "%s has %d classes, %d are allowed".formatted(name, size, most)));
            }
        });
    }
}
