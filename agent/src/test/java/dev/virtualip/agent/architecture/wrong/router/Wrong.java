package dev.virtualip.agent.architecture.wrong.router;

import java.lang.foreign.Arena;

/** Calls foreign functions, and depends on the reports. */
public final class Wrong {

    private Wrong() {}

    static Arena arena() {
        return Arena.global();
    }

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.report.Wrong.class;
    }
}
