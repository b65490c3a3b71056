package dev.virtualip.agent.architecture.wrong.linux;

/** Knows who calls it. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.router.Wrong.class;
    }
}
