package dev.virtualip.testkit.architecture.wrong.first;

/** One of three classes and packages in a circle. */
public final class First {
    private First() {}

    static Class<?> next() {
        return dev.virtualip.testkit.architecture.wrong.second.Second.class;
    }
}
