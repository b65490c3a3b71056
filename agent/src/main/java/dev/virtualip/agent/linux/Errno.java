package dev.virtualip.agent.linux;

/** The error numbers of Linux that the agent can meet, with their meaning; see errno(3). */
public enum Errno {
    /** No capability for this. */
    EPERM(1, "Operation not permitted"),
    /** Nothing of that name. */
    ENOENT(2, "No such file or directory"),
    /** No thread of that number. */
    ESRCH(3, "No such process"),
    /** A signal came first. */
    EINTR(4, "Interrupted system call"),
    /** The interface was removed. */
    ENXIO(6, "No such device or address"),
    /** The descriptor is closed. */
    EBADF(9, "Bad file descriptor"),
    /** Nothing to read, or no room to send. */
    EAGAIN(11, "Resource temporarily unavailable"),
    /** The kernel has no memory. */
    ENOMEM(12, "Cannot allocate memory"),
    /** Access denied. */
    EACCES(13, "Permission denied"),
    /** An address outside of the process; a defect. */
    EFAULT(14, "Bad address"),
    /** A table of the kernel is in use. */
    EBUSY(16, "Device or resource busy"),
    /** The address is there already. */
    EEXIST(17, "File exists"),
    /** There is no such interface. */
    ENODEV(19, "No such device"),
    /** The kernel does not take this value. */
    EINVAL(22, "Invalid argument"),
    /** The process has too many descriptors. */
    EMFILE(24, "Too many open files"),
    /** The machine has too many descriptors. */
    ENFILE(23, "Too many open files in system"),
    /** A buffer is full. */
    ENOSPC(28, "No space left on device"),
    /** The kernel lacks this system call. */
    ENOSYS(38, "Function not implemented"),
    /** An answer that was due did not come. */
    ENODATA(61, "No data available"),
    /** The message is longer than the interface or the buffer takes. */
    EMSGSIZE(90, "Message too long"),
    /** The kernel lacks this option. */
    ENOPROTOOPT(92, "Protocol not available"),
    /** The kernel lacks this protocol. */
    EPROTONOSUPPORT(93, "Protocol not supported"),
    /** The interface cannot do this. */
    EOPNOTSUPP(95, "Operation not supported"),
    /** The kernel lacks this family, for instance IPv6. */
    EAFNOSUPPORT(97, "Address family not supported by protocol"),
    /** Another socket uses it. */
    EADDRINUSE(98, "Address already in use"),
    /** The host does not have this address. */
    EADDRNOTAVAIL(99, "Cannot assign requested address"),
    /** The interface is down. */
    ENETDOWN(100, "Network is down"),
    /** There is no route. */
    ENETUNREACH(101, "Network is unreachable"),
    /** A buffer overflowed, and something was lost. */
    ENOBUFS(105, "No buffer space available"),
    /** No answer. */
    EHOSTUNREACH(113, "No route to host");

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number. */
    public int number() {
        return number;
    }

    /** Name and meaning of an error number, such as "EPERM (Operation not permitted)", for messages. */
    public static String describe(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno.name() + " (" + errno.meaning + ")";
            }
        }
        return "error " + number;
    }
}
