package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the members of a move group agree on the settings of the election. The majority decides; of two halves,
 * the one with the oldest member. So members can be edited one after the other without losing an address.
 */
public final class MoveGroupConsistency {
    private MoveGroupConsistency() {}

    /** Returns the VirtualIPs to refuse because they differ from their group. */
    public static Map<String, Finding> mismatches(List<VirtualIPRequest> requests, Map<String, Finding> refused) {
        Map<String, List<VirtualIPRequest>> groups = new TreeMap<>();
        for (VirtualIPRequest request : requests) {
            String group = request.moveGroup();
            if (group != null && !refused.containsKey(request.name())) {
                groups.computeIfAbsent(group, ignored -> new ArrayList<>()).add(request);
            }
        }
        Map<String, Finding> mismatches = new HashMap<>();
        groups.forEach((group, members) -> {
            VirtualIPRequest model = most(members);
            for (VirtualIPRequest member : members) {
                String difference = difference(member, model);
                if (difference != null) {
                    mismatches.put(
                            member.name(),
                            new Finding(
                                    "GroupMismatch",
                                    "%s in move group %s (%s); set the same value for all members"
                                            .formatted(difference, group, model.name())));
                }
            }
        });
        return mismatches;
    }

    private static VirtualIPRequest most(List<VirtualIPRequest> members) {
        Map<Map<String, String>, List<VirtualIPRequest>> alike = new LinkedHashMap<>();
        members.forEach(member -> alike.computeIfAbsent(shared(member.requireSettings()), ignored -> new ArrayList<>())
                .add(member));
        return alike.values().stream()
                .reduce((a, b) -> b.size() > a.size() ? b : a)
                .orElseThrow()
                .getFirst();
    }

    private static @Nullable String difference(VirtualIPRequest member, VirtualIPRequest model) {
        Map<String, String> expected = shared(model.requireSettings());
        for (Map.Entry<String, String> field : shared(member.requireSettings()).entrySet()) {
            String other = Objects.requireNonNull(expected.get(field.getKey()));
            if (!field.getValue().equals(other)) {
                return "%s is %s here, but %s".formatted(field.getKey(), field.getValue(), other);
            }
        }
        return null;
    }

    private static Map<String, String> shared(VirtualIPSettings settings) {
        Map<String, String> shared = new LinkedHashMap<>();
        shared.put("vrrp.version", String.valueOf(settings.version()));
        shared.put("advertisementInterval", settings.interval());
        boolean never = settings.preempt().policyOrDefault() == Preempt.Policy.NEVER;
        shared.put("preempt.policy", never ? "Never" : "Always");
        shared.put("preempt.delay", settings.preempt().delayOrDefault());
        return shared;
    }
}
