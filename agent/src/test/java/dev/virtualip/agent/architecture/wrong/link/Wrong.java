package dev.virtualip.agent.architecture.wrong.link;

/** Depends on the event loop, and closes a circle of three classes and packages. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.loop.Wrong.class;
    }
}
