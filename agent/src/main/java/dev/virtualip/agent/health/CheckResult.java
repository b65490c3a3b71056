package dev.virtualip.agent.health;

/** Result of one run of a health check. */
sealed interface CheckResult {
    /** The run passed. */
    record Passed() implements CheckResult {}

    /**
     * The run failed.
     *
     * @param error why, as the end of a sentence: "connection refused by 127.0.0.1:80"
     */
    record Failed(String error) implements CheckResult {}

    /** The run says nothing: the verdict stays. */
    record Undecided() implements CheckResult {}

    /** The one value of {@link Passed}. */
    CheckResult PASSED = new Passed();

    /** The one value of {@link Undecided}. */
    CheckResult UNDECIDED = new Undecided();

    /** The result of a run that this program failed to carry out. */
    static CheckResult bug(RuntimeException e) {
        return new Failed("the check itself failed; please report this bug: " + e);
    }
}
