package dev.virtualip.daemon.notification;

/** Failure to deliver a message; its text names the cause and the remedy, and holds no secret. */
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean retryable;

    private DeliveryException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    /** A failure that may pass. */
    static DeliveryException retryable(String message) {
        return new DeliveryException(message, true);
    }

    /** A refusal of this very message. */
    static DeliveryException refused(String message) {
        return new DeliveryException(message, false);
    }

    boolean isRetryable() {
        return retryable;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
