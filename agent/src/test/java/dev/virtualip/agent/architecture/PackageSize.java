package dev.virtualip.agent.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounds the number of top-level classes in a package. */
final class PackageSize extends ArchCondition<JavaClass> {
    private final int most;
    private final Map<String, Integer> larger;
    private final Map<String, Integer> sizes = new LinkedHashMap<>();
    private final Map<String, JavaClass> samples = new LinkedHashMap<>();

    /**
     * Makes the rule.
     *
     * @param most the largest number of classes
     * @param larger the larger numbers that single packages still have, by the last part of their names
     */
    PackageSize(int most, Map<String, Integer> larger) {
        super("be in a package of at most " + most + " top-level classes");
        this.most = most;
        this.larger = larger;
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
            int allowed = larger.getOrDefault(name.substring(name.lastIndexOf('.') + 1), most);
            if (size > allowed) {
                events.add(SimpleConditionEvent.violated(
                        samples.get(name), "%s has %d classes, %d are allowed".formatted(name, size, allowed)));
            }
        });
    }
}
