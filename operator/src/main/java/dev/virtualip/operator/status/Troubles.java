package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is wrong with the virtual routers of a VirtualIP, the worst first. */
final class Troubles {
    private final Situation situation;
    private final boolean grace;
    private final Set<Trouble> found = new LinkedHashSet<>();

    /**
     * A search.
     *
     * @param grace whether nodes that have not spoken yet are still waited for
     */
    Troubles(Situation situation, boolean grace) {
        this.situation = situation;
        this.grace = grace;
    }

    List<Trouble> all() {
        situation.sights().forEach(this::look);
        situation.verdict().conflicts().forEach(conflict -> add(conflict.reason(), conflict.message()));
        return found.stream().sorted(Trouble.BY_RANK).toList();
    }

    private void look(Sight sight) {
        sight.splits().forEach(split -> add(Words.SPLIT_BRAIN, split));
        sight.parts().forEach(part -> look(sight, part));
        List<Part> claimants = sight.claimants().stream().filter(Part::live).toList();
        if (claimants.size() > 1 && sight.splits().isEmpty()) {
            add(
                    Words.CLAIMS_DIFFER,
                    ("%s each say that they are Active, and none hears another: look whether the link between them is"
                                    + " cut")
                            .formatted(claimants.stream().map(Part::described).collect(Collectors.joining(" and "))));
        }
        lookForBackup(sight);
    }

    private void look(Sight sight, Part part) {
        if (part.silence() != null) {
            add(part, Words.AGENT_SILENT, part.silence() + ", so what its agent said last may be out of date");
            return;
        }
        if (sight.lost(part) && sight.splits().isEmpty()) {
            add(part, Words.AGENT_SILENT, "it was no longer heard, and another node took over: look at that node");
        }
        if (part.report() != null) {
            part.report().conditions().forEach(condition -> lift(sight, part, condition));
            if (part.candidate()
                    && part.is(Part.INITIALIZE)
                    && part.report().conditions().isEmpty()
                    && !grace) {
                add(part, Words.NOT_TAKING_PART, "it takes no part: " + whyNot(part));
            }
        }
        if (part.candidate() && part.lag() != null && part.lag().agents() && !grace) {
            add(part, Words.AGENT_SILENT, part.lag().text() + "; look at the log of the agent there");
        }
    }

    private static String whyNot(Part part) {
        return part.stopped() || part.report() == null
                ? "its agent was stopped"
                : "it left by reason " + part.report().reason();
    }

    private void lift(Sight sight, Part part, Condition condition) {
        switch (condition.reason()) {
            case Words.SPLIT_BRAIN -> {
                if (sight.splits().isEmpty() && part.claims()) {
                    add(part, Words.SPLIT_BRAIN, condition.message());
                }
            }
            case Words.DUPLICATE_CLAIM -> add(part, Words.ADDRESS_CONFLICT, condition.message());
            default -> add(part, condition.reason(), condition.message());
        }
    }

    private void lookForBackup(Sight sight) {
        EffectiveSettings effective = situation.verdict().effective();
        Part active = sight.active();
        boolean alone = effective != null && effective.maxCandidates() == 1;
        if (active == null || alone || !sight.splits().isEmpty()) {
            return;
        }
        long standBy = sight.parts().stream()
                .filter(part -> !part.node().equals(active.node()) && !sight.lost(part))
                .filter(part -> part.healthy() || mayBecomeHealthy(part))
                .count();
        if (standBy == 0) {
            add(Words.NO_BACKUP, "nobody stands by for " + active.node() + ": if it fails, no node takes over");
        }
    }

    /** A node that was told a moment ago, and has neither spoken nor shown a cause. */
    private boolean mayBecomeHealthy(Part part) {
        return grace
                && part.candidate()
                && part.silence() == null
                && !part.stopped()
                && (part.report() == null || part.report().conditions().isEmpty());
    }

    private void add(Part part, String reason, String sentence) {
        found.add(new Trouble(reason, part.node() + ": " + sentence, part.node()));
    }

    private void add(String reason, String sentence) {
        found.add(new Trouble(reason, sentence, null));
    }
}
