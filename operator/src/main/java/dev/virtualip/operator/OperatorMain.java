package dev.virtualip.operator;

/** The command {@code virtualip-operator}. */
public final class OperatorMain {
    /** Exit code: stopped in order, or did what was asked for. */
    static final int DONE = 0;

    /** Exit code: cannot start, for example because of wrong usage, no cluster, missing rights, or a port in use. */
    static final int REFUSED = 2;

    /** Exit code: failed while running. */
    static final int FAILED = 3;

    private OperatorMain() {}

    /** Runs until SIGTERM. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        return switch (OperatorOptions.parse(arguments)) {
            case OperatorOptions.Help help -> {
                System.out.println(help.text());
                yield DONE;
            }
            case OperatorOptions.Misuse misuse -> refuse(misuse.message());
            case OperatorOptions.Run run -> OperatorLifecycle.run(run);
        };
    }

    /** Prints on one line why the operator does not start. */
    static int refuse(String message) {
        System.err.println("virtualip-operator: " + message);
        return REFUSED;
    }
}
