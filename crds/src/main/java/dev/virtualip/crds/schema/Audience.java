package dev.virtualip.crds.schema;

/** Writers of a part of an object. They decide how much of a rule the API server checks, and with which messages. */
enum Audience {
    /** People: CEL rules, whose messages name the field and the remedy. */
    PEOPLE,
    /** The operator: patterns, which cost next to nothing on long lists. The agent has the messages. */
    PROGRAM,
    /** An agent that reports: bounds only, since a refused report helps no one. */
    REPORT
}
