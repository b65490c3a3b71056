package dev.virtualip.agent.architecture.wrong.unlisted;

/** Lives in a package that no table names. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.vrrp.Wrong.class;
    }
}
