package dev.virtualip.agent.architecture.wrong.probe;

/** Depends on the virtual routers. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.router.Wrong.class;
    }
}
