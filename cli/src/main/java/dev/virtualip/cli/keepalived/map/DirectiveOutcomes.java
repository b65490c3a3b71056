package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.parse.Directive;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of every directive of one configuration. A directive without an outcome, and an argument that was not read,
 * become remarks: none can be forgotten.
 */
final class DirectiveOutcomes {
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
    void remark(SourceLine place, String text) {
        remarks.add(new Remark(place, text));
    }

    /**
     * Returns all remarks, now that every table has had its turn.
     *
     * @param roots the directives at the top of the file
     * @param unknown what to say of a keyword without an outcome
     */
    List<Remark> close(List<Directive> roots, UnaryOperator<String> unknown) {
        List<Remark> all = new ArrayList<>(remarks);
        for (Directive root : roots) {
            collect(root, unknown, all);
        }
        return all;
    }

    private void collect(Directive directive, UnaryOperator<String> unknown, List<Remark> all) {
        switch (outcomes.get(directive)) {
            case null -> all.add(remark(directive, unknown.apply(directive.keyword())));
            case Outcome.Reported(String text) -> all.add(remark(directive, text));
            case Outcome.Redacted(String text) -> all.add(new Remark(directive.place(), text));
            case Outcome.Translated translated -> directive.block().forEach(inner -> collect(inner, unknown, all));
            case Outcome.SameAsDefault same -> directive.block().forEach(inner -> collect(inner, unknown, all));
        }
    }

    private static Remark remark(Directive directive, String text) {
        boolean several = directive.lastLine() > directive.place().line();
        String subject =
                several ? "%s (to line %d)".formatted(directive.keyword(), directive.lastLine()) : directive.keyword();
        return new Remark(directive.place(), subject + ": " + text);
    }

    /** Result of importing a directive. There is no way to say "dropped". */
    sealed interface Outcome {
        /** It is in the result. */
        record Translated() implements Outcome {}

        /** It says what holds anyway. */
        record SameAsDefault() implements Outcome {}

        /**
         * It is not in the result, with everything in its block, with a remark.
         *
         * @param text why, and what to do instead
         */
        record Reported(String text) implements Outcome {}

        /**
         * As {@link Reported}, but the remark must not show the directive: it may be a password.
         *
         * @param text why, and what to do instead
         */
        record Redacted(String text) implements Outcome {}

        /** It is in the result. */
        Outcome TRANSLATED = new Translated();

        /** It says what holds anyway. */
        Outcome SAME_AS_DEFAULT = new SameAsDefault();
    }
}
