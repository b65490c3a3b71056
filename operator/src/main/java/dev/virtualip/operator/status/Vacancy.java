package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why no node of a virtual router is known to answer: what is certain first, what may pass by itself last. */
final class Vacancy {
    /** For so long nobody is missed while a Backup is there to take over: reports of one handover come one by one. */
    static final Duration HANDOVER = Duration.ofMillis(500);

    private final Situation situation;
    private final @Nullable Instant graceEnds;
    private final boolean patient;

    /**
     * A judge.
     *
     * @param graceEnds until when nodes that have not spoken yet are waited for; null: no longer
     * @param patient whether a Backup is given the time to take over
     */
    Vacancy(Situation situation, @Nullable Instant graceEnds, boolean patient) {
        this.situation = situation;
        this.graceEnds = graceEnds;
        this.patient = patient;
    }

    Judgement judge(Sight sight) {
        for (Part part : sight.live()) {
            Condition inUse = part.condition(Words.ADDRESS_IN_USE);
            if (inUse != null) {
                return Judgement.no(Words.ADDRESS_IN_USE, part.node() + ": " + inUse.message());
            }
        }
        List<Verdict.Finding> pending = situation.verdict().pending();
        if (!pending.isEmpty() && sight.live().isEmpty()) {
            return Judgement.no(pending.getFirst().reason(), pending.getFirst().message());
        }
        List<Part> awaited = sight.awaited();
        if (!awaited.isEmpty() && graceEnds != null) {
            String names = awaited.stream().map(Part::node).collect(Collectors.joining(", "));
            String sentence = "no node is known to answer; waiting for the first report of " + names;
            return (situation.wasHeld()
                            ? Judgement.unknown(Words.WAITING_FOR_NODES, sentence)
                            : Judgement.no(Words.WAITING_FOR_NODES, sentence))
                    .until(graceEnds);
        }
        if (sight.live().isEmpty() && situation.wasHeld()) {
            return new Judgement(Judgement.UNKNOWN, Words.AGENT_SILENT, says(sight), null);
        }
        return withoutClaim(sight);
    }

    private Judgement withoutClaim(Sight sight) {
        for (Part part : sight.live()) {
            String heard = part.is(Part.BACKUP) ? activeRouter(part) : null;
            if (heard != null && sight.parts().stream().noneMatch(other -> heard.equals(other.source()))) {
                return Judgement.no(
                        Words.ACTIVE_ELSEWHERE,
                        ("%s hears %s as the Active, which is no node of this VirtualIP: stop it there, or lower its"
                                        + " priority, if a node shall take over")
                                .formatted(part.node(), heard));
            }
        }
        Instant end = patient && sight.live().stream().anyMatch(Part::healthy) ? handoverEnds() : null;
        return end != null
                ? Judgement.unknown(Words.ELECTING, "no node says that it is Active; a Backup is about to take over")
                        .until(end)
                : new Judgement(
                        Judgement.FALSE,
                        Words.NO_ACTIVE,
                        Stream.concat(Stream.of("no node is Active"), says(sight).stream())
                                .toList(),
                        null);
    }

    private static @Nullable String activeRouter(Part part) {
        return part.report() == null ? null : part.report().activeRouter();
    }

    private @Nullable Instant handoverEnds() {
        Condition before = situation.before(Words.READY);
        if (before != null && before.reason().equals(Words.NO_ACTIVE)) {
            return null;
        }
        Instant began = before != null && before.status().equals(Judgement.UNKNOWN)
                ? ConditionList.since(before, situation.now())
                : situation.now();
        return situation.end(began, situation.wasHeld() ? HANDOVER : HANDOVER.plus(election()));
    }

    /** The first of all waits for the whole Active_Down_Interval, which is below four intervals (RFC 9568 6.1). */
    private Duration election() {
        EffectiveSettings effective = situation.verdict().effective();
        return effective == null
                ? Duration.ZERO
                : Duration.ofNanos(4 * Durations.parse(effective.advertisementInterval()));
    }

    /** What each candidate says, whoever has a cause to name first. */
    private static List<String> says(Sight sight) {
        return sight.parts().stream()
                .filter(Part::candidate)
                .sorted(Comparator.comparing(part ->
                        part.report() == null || part.report().conditions().isEmpty()))
                .map(part -> part.node() + ": " + says(part))
                .toList();
    }

    private static String says(Part part) {
        VirtualRouterStatus report = part.report();
        if (part.silence() != null) {
            return part.silence();
        }
        if (report == null) {
            return part.lag() == null ? "it has not reported" : part.lag().text();
        }
        return report.conditions().isEmpty()
                ? "it is in state " + report.state()
                : report.conditions().getFirst().message();
    }
}
