package dev.virtualip.operator;

/** Why the operator does not start: one line with what is so, where, and the remedy. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    /** The line. */
    String text() {
        return String.valueOf(getMessage());
    }
}
