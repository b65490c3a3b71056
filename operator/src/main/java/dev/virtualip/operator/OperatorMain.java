package dev.virtualip.operator;

/** The command {@code virtualip-operator}. */
public final class OperatorMain {
    /** What was asked for has been done. */
    static final int DONE = 0;

    /** It cannot start: wrong usage, no cluster, not allowed, an address in use. */
    static final int REFUSED = 2;

    /** It ran, and something that must not happen made it end. */
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
            case OperatorOptions.Run run -> OperatorProcess.run(run);
        };
    }

    /** Says in one line why it does not start. */
    static int refuse(String message) {
        System.err.println("virtualip-operator: " + message);
        return REFUSED;
    }
}
