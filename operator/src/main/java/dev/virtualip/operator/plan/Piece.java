package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a plan says of one component.
 *
 * @param entries what nodes shall run
 * @param verbatims what nodes shall go on with, word for word
 * @param verdicts what is to be said of its VirtualIPs
 */
record Piece(List<Written.Entry> entries, List<Written.Entry> verbatims, SortedMap<String, Verdict> verdicts) {

    /**
     * The piece of a component.
     *
     * @param guests the bonds of others in which VirtualIPs of this one are
     */
    static Piece of(World world, Component component, Decision decision, List<Bond> guests) {
        Releases releases = new Releases(component, world.networks());
        List<Written.Entry> entries = new ArrayList<>();
        Map<String, List<Finding>> held = new HashMap<>();
        for (Bond bond : decision.bonds()) {
            Written written = BondWriter.write(world, bond, releases);
            entries.addAll(written.entries());
            written.held()
                    .forEach((name, findings) -> held.computeIfAbsent(name, ignored -> new ArrayList<>())
                            .addAll(findings));
        }
        List<Written.Entry> verbatims = new ArrayList<>(0);
        decision.verbatims()
                .forEach(verbatim -> verbatims.addAll(Written.of(verbatim).entries()));
        Verdicts verdicts = new Verdicts(world, decision, component.wishes(), guests);
        return new Piece(entries, verbatims, verdicts.of(held));
    }
}
