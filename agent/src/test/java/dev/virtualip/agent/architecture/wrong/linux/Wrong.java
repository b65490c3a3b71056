package dev.virtualip.agent.architecture.wrong.linux;

/** Depends on its caller. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.router.Wrong.class;
    }
}
