package dev.virtualip.operator.plan;

import dev.virtualip.crds.Preempt;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What moves together is elected alike. Most members decide what that is, and of two halves the one with the oldest: so
 * an edit of one after the other loses nobody on the way.
 */
final class GroupRules {
    private GroupRules() {}

    /** The further VirtualIPs that cannot be carried out because they differ from their group. */
    static Map<String, Finding> strangers(List<Wish> wishes, Map<String, Finding> refused) {
        Map<String, List<Wish>> groups = new TreeMap<>();
        for (Wish wish : wishes) {
            String group = wish.moveGroup();
            if (group != null && !refused.containsKey(wish.name())) {
                groups.computeIfAbsent(group, ignored -> new ArrayList<>()).add(wish);
            }
        }
        Map<String, Finding> strangers = new HashMap<>();
        groups.forEach((group, members) -> {
            Wish model = most(members);
            for (Wish member : members) {
                String difference = difference(member, model);
                if (difference != null) {
                    strangers.put(
                            member.name(),
                            new Finding(
                                    "GroupMismatch",
                                    "%s in move group %s (%s); give all members the same"
                                            .formatted(difference, group, model.name())));
                }
            }
        });
        return strangers;
    }

    private static Wish most(List<Wish> members) {
        Map<Map<String, String>, List<Wish>> alike = new LinkedHashMap<>();
        members.forEach(member -> alike.computeIfAbsent(shared(member.read()), ignored -> new ArrayList<>())
                .add(member));
        return alike.values().stream()
                .reduce((a, b) -> b.size() > a.size() ? b : a)
                .orElseThrow()
                .getFirst();
    }

    private static @Nullable String difference(Wish member, Wish model) {
        Map<String, String> expected = shared(model.read());
        for (Map.Entry<String, String> field : shared(member.read()).entrySet()) {
            String other = Objects.requireNonNull(expected.get(field.getKey()));
            if (!field.getValue().equals(other)) {
                return "%s is %s here, but %s".formatted(field.getKey(), field.getValue(), other);
            }
        }
        return null;
    }

    private static Map<String, String> shared(Settings settings) {
        Map<String, String> shared = new LinkedHashMap<>();
        shared.put("vrrp.version", String.valueOf(settings.version()));
        shared.put("advertisementInterval", settings.interval());
        boolean never = settings.preempt().policyOrDefault() == Preempt.Policy.NEVER;
        shared.put("preempt.policy", never ? "Never" : "Always");
        shared.put("preempt.delay", settings.preempt().delayOrDefault());
        return shared;
    }
}
