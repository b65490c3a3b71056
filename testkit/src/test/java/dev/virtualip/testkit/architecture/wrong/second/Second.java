package dev.virtualip.testkit.architecture.wrong.second;

/** One of three classes and packages in a circle. */
public final class Second {
    private Second() {}

    static Class<?> next() {
        return dev.virtualip.testkit.architecture.wrong.third.Third.class;
    }
}
