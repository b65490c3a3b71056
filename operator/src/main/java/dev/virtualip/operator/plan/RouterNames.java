package dev.virtualip.operator.plan;

import dev.virtualip.crds.Names;
import java.util.Set;

/** What virtual routers are called. */
final class RouterNames {
    private static final int HASH_CHARACTERS = 8;

    private RouterNames() {}

    /** The name of a VirtualIP's virtual router, as in {@code ingress-ipv4}. */
    static String of(String virtualIP, boolean ipv6) {
        return shortened(virtualIP, ipv6 ? "-ipv6" : "-ipv4");
    }

    /** The same, or if another virtual router that outlived its first VirtualIP is called so, one with a number. */
    static String unused(String virtualIP, boolean ipv6, Set<String> used) {
        String name = of(virtualIP, ipv6);
        for (int number = 2; used.contains(name); number++) {
            String hash = hash(virtualIP + "/" + number);
            name = shortened(virtualIP + "-" + number + "-" + hash, ipv6 ? "-ipv6" : "-ipv4");
        }
        return name;
    }

    /** The move group of a VirtualIP with both families that is in none: its own name. */
    static String moveGroup(String virtualIP) {
        return shortened(virtualIP, "");
    }

    /** A name within 63 characters: the end of one that is too long is replaced by a hash of all of it. */
    private static String shortened(String name, String suffix) {
        int room = Names.MAX_CHARACTERS - suffix.length();
        if (name.length() <= room) {
            return name + suffix;
        }
        // A dot or dash before the dash stays allowed: only both ends have to be letters or digits.
        return name.substring(0, room - HASH_CHARACTERS - 1) + "-" + hash(name) + suffix;
    }

    private static String hash(String text) {
        return "%016x".formatted(Hashes.of(text)).substring(0, HASH_CHARACTERS);
    }
}
