package dev.virtualip.operator.architecture.wrong.plan;

/** Starts a thread, reads a clock and depends on the reconcilers. */
public final class Wrong {

    private Wrong() {}

    static String now() {
        return System.nanoTime() + " on " + Thread.currentThread();
    }

    static Class<?> dependency() {
        return dev.virtualip.operator.architecture.wrong.reconciler.Wrong.class;
    }
}
