package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.DirectiveOutcomes.Outcome;
import dev.virtualip.cli.keepalived.parse.Directive;
import java.util.List;
import java.util.Map;

/**
 * The keywords that one kind of block understands.
 *
 * @param <D> what the block's directives fill in
 */
final class KeywordTable<D> {
    /** Carries one directive over into the draft. */
    @FunctionalInterface
    interface Reader<D> {
        /** Takes the arguments that it understands, and says what became of the directive. */
        Outcome read(DirectiveArguments arguments, D raw);
    }

    static final Outcome PASSWORD_ALONE = new Outcome.Redacted(
            "this line seems to hold a password: left out; a password stands behind auth_pass, on the same line");

    private final Map<String, Reader<D>> readers;

    KeywordTable(Map<String, Reader<D>> readers) {
        this.readers = Map.copyOf(readers);
    }

    /** Whether a table has an entry for a keyword. */
    boolean knows(String keyword) {
        return readers.containsKey(keyword);
    }

    /** Reads the directives of a block; those without an outcome afterwards are not known there. */
    void readAll(List<Directive> directives, D raw, DirectiveOutcomes outcomes) {
        boolean passwordMissing = false;
        for (Directive directive : directives) {
            Reader<D> reader = readers.get(directive.keyword());
            if (reader == null) {
                if (UnsupportedDirectives.texts().containsKey(directive.keyword())) {
                    outcomes.record(directive, UnsupportedDirectives.of(directive.keyword()));
                } else if (passwordMissing) {
                    outcomes.record(directive, PASSWORD_ALONE);
                }
            } else {
                DirectiveArguments arguments = new DirectiveArguments(directive, outcomes);
                Outcome outcome = reader.read(arguments, raw);
                outcomes.record(directive, outcome);
                remarkLeftOver(arguments, outcome);
            }
            passwordMissing =
                    directive.keyword().equals("auth_pass") && directive.words().size() == 1;
        }
    }

    private static void remarkLeftOver(DirectiveArguments arguments, Outcome outcome) {
        List<String> rest = arguments.rest();
        if (!rest.isEmpty() && !(outcome instanceof Outcome.Reported)) {
            arguments
                    .outcomes()
                    .remark(
                            arguments.place(),
                            "%s: '%s' behind it is not understood: left out"
                                    .formatted(arguments.directive().keyword(), String.join(" ", rest)));
        }
    }
}
