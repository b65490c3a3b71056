package dev.virtualip.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The settings of an interface that matter here, read and never written. The path is built from the name as it is: the
 * dotted form of sysctl(8) would take "eth0.100" apart.
 */
public final class Sysctl {
    private static final Path NET = Path.of("/proc/sys/net");

    /** The kernel takes neither slashes nor the names of this and the upper folder either. */
    private static final Pattern NO_PATH = Pattern.compile("(?!\\.{1,2}$)[^/\\x00]+");

    private Sysctl() {}

    /** Whether another IPv4 address of a subnet stays when the primary one goes: said for this interface or for all. */
    public static boolean promotesSecondaries(String interfaceName) {
        return isSet("ipv4", "all", "promote_secondaries") || isSet("ipv4", interfaceName, "promote_secondaries");
    }

    /**
     * The arp_ignore in force on an interface, which is the larger one of that of the interface and that of all: 0
     * answers ARP for every address of the host, 1 only for those on this interface.
     */
    public static int arpIgnore(String interfaceName) {
        return Math.max(
                read("ipv4", "all", "arp_ignore").orElse(0),
                read("ipv4", interfaceName, "arp_ignore").orElse(0));
    }

    /** Whether IPv6 packets are forwarded from this interface, which is what the router flag of its neighbor says. */
    public static boolean forwardsIpv6(String interfaceName) {
        return isSet("ipv6", interfaceName, "forwarding");
    }

    /** Whether IPv6 is switched off on this interface, or missing from the kernel. */
    public static boolean ipv6Disabled(String interfaceName) {
        return read("ipv6", interfaceName, "disable_ipv6").orElse(1) != 0;
    }

    private static boolean isSet(String family, String interfaceName, String key) {
        return read(family, interfaceName, key).orElse(0) != 0;
    }

    /** The value; empty if there is no such interface, or it is no interface name at all. */
    static OptionalInt read(String family, String interfaceName, String key) {
        if (!NO_PATH.matcher(interfaceName).matches()) {
            return OptionalInt.empty();
        }
        Path file = NET.resolve(family).resolve("conf").resolve(interfaceName).resolve(key);
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
