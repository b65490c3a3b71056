package dev.virtualip.agent.architecture.wrong.vrrp;

import java.util.SplittableRandom;

/** Reads a clock, uses randomness, and depends on the codec. */
public final class Wrong {

    private Wrong() {}

    static long drawn() {
        return System.nanoTime() + new SplittableRandom().nextLong();
    }

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.wire.Wrong.class;
    }
}
