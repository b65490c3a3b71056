package dev.virtualip.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The effective capabilities of this process, see capabilities(7).
 *
 * @param mask a bit for each
 */
public record Capabilities(long mask) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "CapEff:";
    private static final int SETGID = 6;
    private static final int SETUID = 7;
    private static final int NET_ADMIN = 12;
    private static final int NET_RAW = 13;
    private static final int SYS_NICE = 23;

    /** Reads them; throws if /proc is not mounted. */
    public static Capabilities ofThisProcess() throws IOException {
        return parse(Files.readAllLines(STATUS));
    }

    /** Reads the lines of {@code /proc/PID/status}; none if the line is not there or broken. */
    static Capabilities parse(List<String> status) {
        for (String line : status) {
            if (line.startsWith(LINE)) {
                return new Capabilities(
                        hexadecimal(line.substring(LINE.length()).strip()));
            }
        }
        return new Capabilities(0);
    }

    /** Whether it may change addresses. */
    public boolean netAdmin() {
        return has(NET_ADMIN);
    }

    /** Whether it may open raw and packet sockets. */
    public boolean netRaw() {
        return has(NET_RAW);
    }

    /** Whether it may use real-time scheduling. */
    public boolean sysNice() {
        return has(SYS_NICE);
    }

    /** Whether it may start programs as another user. */
    public boolean changeUser() {
        return has(SETGID) && has(SETUID);
    }

    /** The names of those that VRRP needs and that are missing; empty if none is. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!netAdmin()) {
            missing.add("CAP_NET_ADMIN");
        }
        if (!netRaw()) {
            missing.add("CAP_NET_RAW");
        }
        return List.copyOf(missing);
    }

    private boolean has(int capability) {
        return (mask >>> capability & 1) == 1;
    }

    private static long hexadecimal(String text) {
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
