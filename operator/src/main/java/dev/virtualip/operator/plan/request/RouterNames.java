package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.format.Names;
import dev.virtualip.operator.plan.topology.StableHash;
import java.util.Set;

/** Names of virtual routers. */
public final class RouterNames {
    private static final int HASH_CHARACTERS = 8;

    private RouterNames() {}

    /** Returns the name of the virtual router of a VirtualIP, such as {@code ingress-ipv4}. */
    public static String of(String virtualIP, boolean ipv6) {
        return shortened(virtualIP, ipv6 ? "-ipv6" : "-ipv4");
    }

    /** Returns that name, with a number if another virtual router has it that outlived its first VirtualIP. */
    public static String unused(String virtualIP, boolean ipv6, Set<String> used) {
        String name = of(virtualIP, ipv6);
        for (int number = 2; used.contains(name); number++) {
            String hash = hash(virtualIP + "/" + number);
            name = shortened(virtualIP + "-" + number + "-" + hash, ipv6 ? "-ipv6" : "-ipv4");
        }
        return name;
    }

    /** Returns the implicit move group of a VirtualIP with both families: its own name. */
    public static String moveGroup(String virtualIP) {
        return shortened(virtualIP, "");
    }

    /** Shortens a name to 63 characters. The end of a long name is replaced by its hash. */
    private static String shortened(String name, String suffix) {
        int room = Names.MAX_CHARACTERS - suffix.length();
        if (name.length() <= room) {
            return name + suffix;
        }
        // A dot or dash before the dash stays allowed: only both ends have to be letters or digits.
        return name.substring(0, room - HASH_CHARACTERS - 1) + "-" + hash(name) + suffix;
    }

    private static String hash(String text) {
        return "%016x".formatted(StableHash.of(text)).substring(0, HASH_CHARACTERS);
    }
}
