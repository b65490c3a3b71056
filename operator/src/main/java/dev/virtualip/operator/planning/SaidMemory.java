package dev.virtualip.operator.planning;

import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.crds.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.observe.Picture;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Plan;
import dev.virtualip.operator.plan.Verdict;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said of each VirtualIP and why, so that only those are judged again of which something is new. What is said
 * is the same as without.
 */
final class SaidMemory {
    private Map<String, Remark> remarks = new HashMap<>();
    private Map<String, ObservedNode> nodes = new HashMap<>();
    private @Nullable VirtualIPStatuses statuses;
    private @Nullable Picture picture;
    private @Nullable Plan plan;

    /**
     * What was said of a VirtualIP.
     *
     * @param wanted of which
     * @param verdict by what verdict; null: there was none
     * @param change what
     * @param at when
     */
    private record Remark(WantedVirtualIP wanted, @Nullable Verdict verdict, StatusChange change, Instant at) {

        /** Whether it is written by now, and nothing but nodes could change it. */
        boolean holds(WantedVirtualIP now, @Nullable Verdict newVerdict, Instant moment) {
            Instant next = change.nextLookAt();
            return wanted.equals(now)
                    && Objects.equals(verdict, newVerdict)
                    && change.status().equals(now.status())
                    && !moment.isBefore(at)
                    && (next == null || moment.isBefore(next));
        }

        /** The same, and nothing happened. */
        Remark again() {
            return change.happenings().isEmpty()
                    ? this
                    : new Remark(
                            wanted, verdict, new StatusChange(change.status(), List.of(), change.nextLookAt()), at);
        }
    }

    /** What is to be said of every VirtualIP in a picture. */
    Said next(Picture seen, Plan planned, Instant now) {
        Set<String> changed = changedNodes(seen, planned);
        VirtualIPStatuses earlier = statuses;
        VirtualIPStatuses asked = earlier == null
                ? VirtualIPStatuses.of(planned, seen.observed())
                : earlier.followedBy(planned, seen.observed());
        statuses = asked;
        Map<String, Remark> next =
                HashMap.newHashMap(seen.desired().virtualIPs().size());
        Map<String, StatusChange> changes =
                HashMap.newHashMap(seen.desired().virtualIPs().size());
        for (WantedVirtualIP wanted : seen.desired().virtualIPs()) {
            Verdict verdict = planned.verdicts().get(wanted.name());
            Remark before = remarks.get(wanted.name());
            Remark remark = before != null && before.holds(wanted, verdict, now) && !isOn(wanted.status(), changed)
                    ? before.again()
                    : new Remark(wanted, verdict, asked.next(wanted.name(), wanted.status(), now), now);
            next.put(wanted.name(), remark);
            changes.put(wanted.name(), remark.change());
        }
        remarks = next;
        picture = seen;
        plan = planned;
        return new Said(changes);
    }

    private static boolean isOn(VirtualIPStatus status, Set<String> nodes) {
        if (nodes.isEmpty()) {
            return false;
        }
        for (RouterSummary router : status.virtualRouters()) {
            for (NodeSummary node : router.nodes()) {
                if (nodes.contains(node.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The nodes of which something is new since last time, or for which something else is planned. */
    private Set<String> changedNodes(Picture seen, Plan planned) {
        Map<String, ObservedNode> byName =
                HashMap.newHashMap(seen.observed().nodes().size());
        seen.observed().nodes().forEach(node -> byName.put(node.name(), node));
        Set<String> all = new HashSet<>(byName.keySet());
        all.addAll(nodes.keySet());
        all.addAll(seen.observed().routers().keySet());
        Picture before = picture;
        Plan planBefore = plan;
        if (before != null && planBefore != null) {
            all.addAll(before.observed().routers().keySet());
            all.removeIf(name -> Objects.equals(byName.get(name), nodes.get(name))
                    && Objects.equals(
                            seen.observed().routers().get(name),
                            before.observed().routers().get(name))
                    && Objects.equals(
                            planned.routers().get(name), planBefore.routers().get(name)));
        }
        nodes = byName;
        return all;
    }
}
