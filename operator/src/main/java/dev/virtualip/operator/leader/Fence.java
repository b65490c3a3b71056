package dev.virtualip.operator.leader;

/** Asked before every write. */
@FunctionalInterface
public interface Fence {

    /** Whether this operator may write now. */
    boolean holds();
}
