package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every directive of one configuration. A directive that no table took in hand, and an argument that
 * nobody asked for, become remarks by themselves: forgetting one is impossible.
 */
final class Ledger {
    private final IdentityHashMap<Directive, Outcome> outcomes = new IdentityHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();

    void record(Directive directive, Outcome outcome) {
        outcomes.put(directive, outcome);
    }

    /** What became of a directive; null: nothing yet. */
    @Nullable
    Outcome outcome(Directive directive) {
        return outcomes.get(directive);
    }

    /** Says something beside what became of the directive. */
    void tell(Place place, String text) {
        remarks.add(new Remark(place, text));
    }

    /** All remarks, now that every table has had its turn. */
    List<Remark> close(List<Directive> roots) {
        List<Remark> all = new ArrayList<>(remarks);
        for (Directive root : roots) {
            collect(root, all);
        }
        return all;
    }

    private void collect(Directive directive, List<Remark> all) {
        switch (outcomes.get(directive)) {
            case null -> all.add(remark(directive, "not understood: left out; check its spelling"));
            case Outcome.Told(String text) -> all.add(remark(directive, text));
            case Outcome.Concealed(String text) -> all.add(new Remark(directive.place(), text));
            case Outcome.Translated translated -> directive.block().forEach(inner -> collect(inner, all));
            case Outcome.SameAsDefault same -> directive.block().forEach(inner -> collect(inner, all));
        }
    }

    private static Remark remark(Directive directive, String text) {
        boolean several = directive.lastLine() > directive.place().line();
        String subject =
                several ? "%s (to line %d)".formatted(directive.keyword(), directive.lastLine()) : directive.keyword();
        return new Remark(directive.place(), subject + ": " + text);
    }
}
