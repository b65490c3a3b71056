package dev.virtualip.daemon.notification;

/** Destination of messages. Called by one thread only. */
interface Destination extends AutoCloseable {
    /**
     * Delivers a message, within a bounded time. Called again with the same message after a failure that may pass.
     *
     * @return what the receiver refused of it, in words; empty: nothing
     */
    String deliver(NotificationMessage message) throws DeliveryException, InterruptedException;

    /** The server, as log lines name it. */
    String server();

    @Override
    default void close() {}
}
