package dev.virtualip.agent.loop;

/** Reports which descriptors can be read. */
public interface Poller {
    /** Watches a descriptor until the result is closed. */
    Watch watch(int descriptor);

    /** A descriptor that is watched. */
    interface Watch extends AutoCloseable {
        /** Whether something may have arrived since the last call. */
        boolean takeReadable();

        @Override
        void close();
    }
}
