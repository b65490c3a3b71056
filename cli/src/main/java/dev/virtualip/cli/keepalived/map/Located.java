package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import java.util.function.Function;

/**
 * A value and the line that it comes from.
 *
 * @param value the value
 * @param place the line; of the block that lacks the directive if keepalived's default holds
 */
record Located<T>(T value, SourceLine place) {
    <R> Located<R> map(Function<T, R> change) {
        return new Located<>(change.apply(value), place);
    }
}
