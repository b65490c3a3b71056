package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the reason why no node of a virtual router is known to answer: certain causes first, transient ones last. */
final class NoActiveDiagnosis {
    /** The time for which a healthy Backup excuses the lack of an Active: the reports of a handover come one by one. */
    static final Duration HANDOVER = Duration.ofMillis(500);

    private final StatusInput input;
    private final @Nullable Instant graceEnds;
    private final boolean patient;

    /**
     * Creates the diagnosis.
     *
     * @param graceEnds the time until which a node without a report is waited for; null: no longer
     * @param patient whether a Backup is given the time to take over
     */
    NoActiveDiagnosis(StatusInput input, @Nullable Instant graceEnds, boolean patient) {
        this.input = input;
        this.graceEnds = graceEnds;
        this.patient = patient;
    }

    ConditionResult evaluate(RouterView view) {
        for (MemberView member : view.reporting()) {
            Condition inUse = member.condition(ConditionReason.ADDRESS_IN_USE);
            if (inUse != null) {
                return ConditionResult.no(ConditionReason.ADDRESS_IN_USE, member.node() + ": " + inUse.message());
            }
        }
        List<Verdict.Finding> pending = input.verdict().pending();
        if (!pending.isEmpty() && view.reporting().isEmpty()) {
            return ConditionResult.no(
                    pending.getFirst().reason(), pending.getFirst().message());
        }
        List<MemberView> awaited = view.awaited();
        if (!awaited.isEmpty() && graceEnds != null) {
            String names = awaited.stream().map(MemberView::node).collect(Collectors.joining(", "));
            String sentence = "No node is known to answer; waiting for the first report of " + names;
            return (input.wasHeld()
                            ? ConditionResult.unknown(ConditionReason.WAITING_FOR_NODES, sentence)
                            : ConditionResult.no(ConditionReason.WAITING_FOR_NODES, sentence))
                    .until(graceEnds);
        }
        if (view.reporting().isEmpty() && input.wasHeld()) {
            return ConditionResult.of(ConditionStatus.UNKNOWN, ConditionReason.AGENT_SILENT, causes(view));
        }
        return withoutClaim(view);
    }

    private ConditionResult withoutClaim(RouterView view) {
        for (MemberView member : view.reporting()) {
            String active = member.is(RouterState.BACKUP) ? activeRouter(member) : null;
            if (active != null && view.members().stream().noneMatch(other -> active.equals(other.source()))) {
                return ConditionResult.no(
                        ConditionReason.ACTIVE_ELSEWHERE,
                        ("%s receives advertisements from %s, which is Active but no node of this VirtualIP: stop that"
                                        + " router or lower its priority if a node should take over")
                                .formatted(member.node(), active));
            }
        }
        Instant end = patient && view.reporting().stream().anyMatch(MemberView::healthy) ? handoverEnds() : null;
        return end != null
                ? ConditionResult.unknown(
                                ConditionReason.ELECTING, "No node reports that it is Active; a Backup is taking over")
                        .until(end)
                : ConditionResult.of(
                        ConditionStatus.FALSE,
                        ConditionReason.NO_ACTIVE,
                        Stream.concat(Stream.of("No node is Active"), causes(view).stream())
                                .toList());
    }

    private static @Nullable String activeRouter(MemberView member) {
        return member.report() == null ? null : member.report().activeRouter();
    }

    private @Nullable Instant handoverEnds() {
        Condition before = input.before(ConditionType.READY);
        if (before != null && ConditionReason.NO_ACTIVE.is(before.reason())) {
            return null;
        }
        Instant began = before != null && ConditionStatus.UNKNOWN.is(before.status())
                ? ConditionResult.since(before, input.now())
                : input.now();
        return input.end(began, input.wasHeld() ? HANDOVER : HANDOVER.plus(firstElection()));
    }

    /** The bound on the first election, in which the whole Active_Down_Interval passes (RFC 9568 section 6.1). */
    private Duration firstElection() {
        EffectiveSettings effective = input.verdict().effective();
        return effective == null
                ? Duration.ZERO
                : Duration.ofNanos(4 * Durations.parse(effective.advertisementInterval()));
    }

    /** The cause for each candidate, those with a reported condition first. */
    private static List<String> causes(RouterView view) {
        return view.members().stream()
                .filter(MemberView::candidate)
                .sorted(Comparator.comparing(member ->
                        member.report() == null || member.report().conditions().isEmpty()))
                .map(member -> member.node() + ": " + cause(member))
                .toList();
    }

    private static String cause(MemberView member) {
        VirtualRouterStatus report = member.report();
        if (member.silenceCause() != null) {
            return member.silenceCause();
        }
        if (report == null) {
            return member.pending() == null
                    ? "it has not reported"
                    : member.pending().text();
        }
        return report.conditions().isEmpty()
                ? "it is in state " + report.state()
                : report.conditions().getFirst().message();
    }
}
