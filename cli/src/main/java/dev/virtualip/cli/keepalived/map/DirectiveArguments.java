package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.parse.Directive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments of a directive, taken one after the other; the rest becomes a remark. */
final class DirectiveArguments {
    private final Directive directive;
    private final DirectiveOutcomes outcomes;
    private int taken = 1;

    DirectiveArguments(Directive directive, DirectiveOutcomes outcomes) {
        this.directive = directive;
        this.outcomes = outcomes;
    }

    Directive directive() {
        return directive;
    }

    SourceLine place() {
        return directive.place();
    }

    DirectiveOutcomes outcomes() {
        return outcomes;
    }

    /** The next argument; null: there is none. */
    @Nullable
    String next() {
        return taken < directive.words().size() ? directive.words().get(taken++) : null;
    }

    /** All arguments that have not been taken. */
    List<String> rest() {
        List<String> rest = directive.words().subList(taken, directive.words().size());
        taken = directive.words().size();
        return rest;
    }

    <T> Located<T> located(T value) {
        return new Located<>(value, directive.place());
    }
}
