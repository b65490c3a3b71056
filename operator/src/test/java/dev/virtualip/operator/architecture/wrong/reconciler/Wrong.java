package dev.virtualip.operator.architecture.wrong.reconciler;

/** Depends on a package that the table does not allow. */
public final class Wrong {

    private Wrong() {}

    static Class<?> dependency() {
        return dev.virtualip.operator.architecture.wrong.install.Wrong.class;
    }
}
