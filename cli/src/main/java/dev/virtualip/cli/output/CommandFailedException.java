package dev.virtualip.cli.output;

/** Failure of a command, with a message for a person that names the remedy. */
public final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** A command that could not do what it was asked for. */
    public CommandFailedException(String message) {
        this(message, ExitStatus.FAILED);
    }

    /** A failure with an exit code of {@link ExitStatus}. */
    public CommandFailedException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }
}
