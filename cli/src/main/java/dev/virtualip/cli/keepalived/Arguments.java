package dev.virtualip.cli.keepalived;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a directive, taken one after the other; what is left is told to the user. */
final class Arguments {
    private final Directive directive;
    private final Ledger ledger;
    private int taken = 1;

    Arguments(Directive directive, Ledger ledger) {
        this.directive = directive;
        this.ledger = ledger;
    }

    Directive directive() {
        return directive;
    }

    Place place() {
        return directive.place();
    }

    Ledger ledger() {
        return ledger;
    }

    /** The next argument; null: there is none. */
    @Nullable
    String next() {
        return taken < directive.words().size() ? directive.words().get(taken++) : null;
    }

    /** All arguments that nobody has taken. */
    List<String> rest() {
        List<String> rest = directive.words().subList(taken, directive.words().size());
        taken = directive.words().size();
        return rest;
    }

    <T> Given<T> given(T value) {
        return new Given<>(value, directive.place());
    }
}
