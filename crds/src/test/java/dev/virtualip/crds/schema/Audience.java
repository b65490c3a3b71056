package dev.virtualip.crds.schema;

/** Who writes what a schema describes: it decides how much of a rule the API server holds, and in which words. */
enum Audience {
    /** People: CEL rules, whose messages name the field and the remedy. */
    PEOPLE,
    /** The operator: patterns, which cost next to nothing on long lists. The agent has the words. */
    PROGRAM,
    /** Who reports: bounds only, for a report that is refused helps nobody. */
    REPORT
}
