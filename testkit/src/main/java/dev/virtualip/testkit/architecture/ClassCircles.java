package dev.virtualip.testkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Forbids circles of three or more classes that depend on each other; nested classes count as their outermost one. */
final class ClassCircles extends ArchCondition<JavaClass> {
    private final Set<Set<String>> allowed;
    private final Map<JavaClass, Set<JavaClass>> uses = new LinkedHashMap<>();

    ClassCircles(Set<Set<String>> allowed) {
        super("be in no circle of three or more classes");
        this.allowed = allowed;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<JavaClass> used = uses.computeIfAbsent(outermost(type), ignored -> new LinkedHashSet<>());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            used.add(outermost(dependency.getTargetClass()));
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        Set<JavaClass> done = new LinkedHashSet<>();
        for (JavaClass type : uses.keySet()) {
            if (!done.contains(type)) {
                Set<JavaClass> circle = circleOf(type);
                done.addAll(circle);
                report(circle, events);
            }
        }
    }

    /** All classes that this one reaches and that reach it. */
    private Set<JavaClass> circleOf(JavaClass type) {
        Set<JavaClass> circle = reached(type);
        circle.removeIf(other -> !reached(other).contains(type));
        return circle;
    }

    private Set<JavaClass> reached(JavaClass from) {
        Set<JavaClass> reached = new LinkedHashSet<>();
        Deque<JavaClass> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            for (JavaClass used : uses.getOrDefault(next.remove(), Set.of())) {
                if (uses.containsKey(used) && reached.add(used)) {
                    next.add(used);
                }
            }
        }
        return reached;
    }

    private void report(Collection<JavaClass> circle, ConditionEvents events) {
        Set<String> names = new TreeSet<>();
        circle.forEach(type -> names.add(type.getSimpleName()));
        if (circle.size() >= 3 && !allowed.contains(names)) {
            List<JavaClass> first = new ArrayList<>(circle);
            events.add(SimpleConditionEvent.violated(first.getFirst(), "circle of " + circle.size() + ": " + names));
        }
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
