package dev.virtualip.agent.architecture.wrong.detect;

/** Depends on the binding of addresses. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.address.Wrong.class;
    }
}
