package dev.virtualip.operator.architecture.wrong.unlisted;

/** Is in a package that the table does not name. */
public final class Wrong {

    private Wrong() {}

    static Class<?> dependency() {
        return dev.virtualip.operator.architecture.wrong.plan.Wrong.class;
    }
}
