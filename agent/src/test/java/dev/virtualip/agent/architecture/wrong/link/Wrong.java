package dev.virtualip.agent.architecture.wrong.link;

/** Depends on the event loop. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.loop.Wrong.class;
    }
}
