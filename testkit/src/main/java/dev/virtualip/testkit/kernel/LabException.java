package dev.virtualip.testkit.kernel;

/** Something that a lab needs could not be done: says what, and what the system answered. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure that has no other exception as its cause. */
    public LabException(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
