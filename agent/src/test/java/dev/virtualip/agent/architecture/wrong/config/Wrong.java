package dev.virtualip.agent.architecture.wrong.config;

/** Depends on the kernel. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.linux.Wrong.class;
    }
}
