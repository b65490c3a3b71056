package dev.virtualip.operator;

/** The reason why the operator does not start: one line with the problem and the remedy. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    StartupException(String message) {
        super(message);
    }

    /** The line. */
    String text() {
        return String.valueOf(getMessage());
    }
}
