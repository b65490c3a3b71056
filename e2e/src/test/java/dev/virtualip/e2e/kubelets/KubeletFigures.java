package dev.virtualip.e2e.kubelets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values that the tests of this package measured, printed as a table when a class ends. */
final class KubeletFigures {
    private static final List<String> LINES = Collections.synchronizedList(new ArrayList<>());

    private KubeletFigures() {}

    static void add(String what, double value) {
        LINES.add("| %-64s | %8.1f |".formatted(what, value));
    }

    /** Prints what was added since the last time. */
    static void print() {
        synchronized (LINES) {
            System.out.println(String.join("\n", LINES));
            LINES.clear();
        }
    }
}
