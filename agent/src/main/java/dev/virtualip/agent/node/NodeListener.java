package dev.virtualip.agent.node;

/** Receives the events of the node. Called on the event loop's thread: must return at once and never throw. */
public interface NodeListener {

    /** An event caused a step of a virtual router. */
    void stepped(JournalEntry entry);

    /** Something else is to be logged. */
    void noticed(Notice notice);

    /**
     * Something that a snapshot shows has changed, other than counters: a state, an interface, a condition, a virtual
     * router of others that is received. At most once in each turn of the loop, and never while nothing happens.
     */
    default void changed() {}
}
