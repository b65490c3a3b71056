package dev.virtualip.agent.architecture.wrong.wire;

/** Starts a thread, reads the environment, and depends on netlink. */
public final class Wrong {

    private Wrong() {}

    static String name() {
        return System.getenv("HOSTNAME") + Thread.currentThread();
    }

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.netlink.Wrong.class;
    }
}
