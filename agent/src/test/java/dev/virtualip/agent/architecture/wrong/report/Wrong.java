package dev.virtualip.agent.architecture.wrong.report;

/** Knows the event loop. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.router.Wrong.class;
    }
}
