package dev.virtualip.agent.architecture.wrong.api;

/** Knows what the configuration is. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.config.Wrong.class;
    }
}
