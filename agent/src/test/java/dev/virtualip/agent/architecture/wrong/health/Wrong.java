package dev.virtualip.agent.architecture.wrong.health;

/** Depends on the configuration. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.config.Wrong.class;
    }
}
