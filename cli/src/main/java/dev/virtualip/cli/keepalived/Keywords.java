package dev.virtualip.cli.keepalived;

import java.util.List;
import java.util.Map;

/**
 * The keywords that one kind of block understands.
 *
 * @param <D> what the block's directives fill in
 */
final class Keywords<D> {
    /** Carries one directive over into the draft. */
    @FunctionalInterface
    interface Reader<D> {
        /** Takes the arguments that it understands, and says what became of the directive. */
        Outcome read(Arguments arguments, D draft);
    }

    static final Outcome PASSWORD_ALONE = new Outcome.Concealed(
            "this line seems to hold a password: left out; a password stands behind auth_pass, on the same line");

    private final Map<String, Reader<D>> readers;

    Keywords(Map<String, Reader<D>> readers) {
        this.readers = Map.copyOf(readers);
    }

    /** Whether a table has an entry for a keyword. */
    boolean knows(String keyword) {
        return readers.containsKey(keyword);
    }

    /** Reads the directives of a block; each of them is in the ledger afterwards. */
    void readAll(List<Directive> directives, D draft, Ledger ledger) {
        boolean passwordMissing = false;
        for (Directive directive : directives) {
            Reader<D> reader = readers.get(directive.keyword());
            if (reader == null) {
                boolean password = passwordMissing && !NoCounterpart.texts().containsKey(directive.keyword());
                ledger.record(directive, password ? PASSWORD_ALONE : NoCounterpart.of(directive.keyword()));
            } else {
                Arguments arguments = new Arguments(directive, ledger);
                Outcome outcome = reader.read(arguments, draft);
                ledger.record(directive, outcome);
                tellLeftOver(arguments, outcome);
            }
            passwordMissing =
                    directive.keyword().equals("auth_pass") && directive.words().size() == 1;
        }
    }

    private static void tellLeftOver(Arguments arguments, Outcome outcome) {
        List<String> rest = arguments.rest();
        if (!rest.isEmpty() && !(outcome instanceof Outcome.Told)) {
            arguments
                    .ledger()
                    .tell(
                            arguments.place(),
                            "%s: '%s' behind it is not understood: left out"
                                    .formatted(arguments.directive().keyword(), String.join(" ", rest)));
        }
    }
}
