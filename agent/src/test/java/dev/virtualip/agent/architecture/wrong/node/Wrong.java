package dev.virtualip.agent.architecture.wrong.node;

import java.util.UUID;

/** Rolls dice and knows where it comes from. */
public final class Wrong {

    private Wrong() {}

    static String drawn() {
        return UUID.randomUUID() + " " + Math.random();
    }

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.config.Wrong.class;
    }
}
