package dev.virtualip.cli.keepalived;

import java.util.function.Function;

/**
 * A value and the line that it comes from.
 *
 * @param value the value
 * @param place the line; of the block that lacks the directive if keepalived's default holds
 */
record Given<T>(T value, Place place) {
    <R> Given<R> map(Function<T, R> change) {
        return new Given<>(change.apply(value), place);
    }
}
