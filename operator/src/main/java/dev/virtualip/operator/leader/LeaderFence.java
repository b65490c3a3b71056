package dev.virtualip.operator.leader;

/** The check before every write: only the leader may write. */
@FunctionalInterface
public interface LeaderFence {

    /** Whether this operator may write now. */
    boolean holds();
}
