package dev.virtualip.cli.output;

/** Exit codes of every command. */
public final class ExitStatus {
    /** The command did what it was asked for. */
    public static final int OK = 0;

    /** The command could not do it; the message says why. */
    public static final int FAILED = 1;

    /** The command was called in a wrong way. */
    public static final int USAGE = 2;

    /** The answer is bad news: with {@code --check} a problem exists, with {@code --wait} it is refused. */
    public static final int PROBLEM = 3;

    private ExitStatus() {}
}
