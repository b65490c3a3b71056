package dev.virtualip.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The settings of an interface that matter here, read and never written. The path is built from the name as it is: the
 * dotted form of sysctl(8) would take "eth0.100" apart.
 */
public final class Sysctl {
    private static final Path NET = Path.of("/proc/sys/net");

    private Sysctl() {}

    /** Whether another IPv4 address of a subnet stays when the primary one goes: said for this interface or for all. */
    public static boolean promotesSecondaries(String interfaceName) {
        return isSet("ipv4", "all", "promote_secondaries") || isSet("ipv4", interfaceName, "promote_secondaries");
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
        Path folder = NET.resolve(family).resolve("conf");
        Path file = folder.resolve(interfaceName).resolve(key);
        if (interfaceName.isEmpty()
                || !file.equals(file.normalize())
                || file.getNameCount() != folder.getNameCount() + 2) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
