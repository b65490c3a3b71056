package dev.virtualip.testkit.architecture.wrong.third;

/** One of three classes and packages in a circle. */
public final class Third {
    private Third() {}

    static Class<?> next() {
        return dev.virtualip.testkit.architecture.wrong.first.First.class;
    }
}
