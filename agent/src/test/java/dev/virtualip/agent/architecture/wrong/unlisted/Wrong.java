package dev.virtualip.agent.architecture.wrong.unlisted;

/** Belongs to a package that the table does not name. */
public final class Wrong {

    private Wrong() {}

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.vrrp.Wrong.class;
    }
}
