package dev.virtualip.agent.architecture.wrong.address;

/** Depends on the conflict detection. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.detect.Wrong.class;
    }
}
