package dev.virtualip.agent.architecture.wrong.node;

import java.util.UUID;

/** Uses randomness, and depends on the configuration. */
public final class Wrong {

    private Wrong() {}

    static String drawn() {
        return UUID.randomUUID() + " " + Math.random();
    }

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.config.Wrong.class;
    }
}
