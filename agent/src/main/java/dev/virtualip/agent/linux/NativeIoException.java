package dev.virtualip.agent.linux;

import java.io.IOException;

/** A system call failed; the message names the call, the error and, where there is one, the remedy. */
public final class NativeIoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * Names the failure.
     *
     * @param call the call and what it was for
     * @param errno the error number, above 0
     */
    public NativeIoException(String call, int errno) {
        super(call + " failed: " + Errno.describe(errno) + remedy(errno));
        this.call = call;
        this.errno = errno;
    }

    /** The call that failed and what it was for. */
    public String call() {
        return call;
    }

    /** The error number, above 0. */
    public int errno() {
        return errno;
    }

    /** Whether this is that error. */
    public boolean is(Errno expected) {
        return errno == expected.number();
    }

    private static String remedy(int errno) {
        return errno == Errno.EPERM.number() ? "; the agent needs the capabilities CAP_NET_ADMIN and CAP_NET_RAW" : "";
    }
}
