package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rule for move groups: what moves together is elected alike. */
final class MoveGroupRules {
    private final Problems problems;

    MoveGroupRules(Problems problems) {
        this.problems = problems;
    }

    void check(List<CheckedRouter> routers) {
        Map<String, CheckedRouter> firsts = new HashMap<>();
        for (CheckedRouter router : routers) {
            String group = router.router().moveGroup();
            CheckedRouter first = group == null ? null : firsts.putIfAbsent(group, router);
            if (group != null && first != null) {
                requireEqual(group, first, router);
            }
        }
    }

    private void requireEqual(String group, CheckedRouter first, CheckedRouter router) {
        Map<String, Object> expected = shared(first.router());
        shared(router.router()).forEach((field, value) -> {
            Object other = Objects.requireNonNull(expected.get(field));
            problems.require(
                    value.equals(other) || !problems.sound(first.at(field)) || !problems.sound(router.at(field)),
                    router.at(field),
                    "%s, but %s of move group %s has %s; give all members the same"
                            .formatted(value, first.label(), group, other));
        });
    }

    /** What members of a move group have in common (architecture.md, 16), by field. */
    private static Map<String, Object> shared(VirtualRouter router) {
        Preempt preempt = router.preemptOrDefault();
        Map<String, Object> shared = new LinkedHashMap<>();
        shared.put("vrrp.version", router.vrrpOrDefault().versionOrDefault());
        shared.put("advertisementInterval", canonical(router.advertisementIntervalOrDefault()));
        shared.put("priority", router.priorityOrDefault());
        shared.put("preempt.policy", preempt.policyOrDefault() == Preempt.Policy.NEVER ? "Never" : "Always");
        shared.put("preempt.delay", canonical(preempt.delayOrDefault()));
        return shared;
    }

    /** One text for equal durations; a text that is none (which another rule reports) stays as it is. */
    private static String canonical(String duration) {
        try {
            return Durations.format(Durations.parse(duration));
        } catch (IllegalArgumentException _) {
            return duration;
        }
    }
}
