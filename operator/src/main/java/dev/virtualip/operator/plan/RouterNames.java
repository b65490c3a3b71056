package dev.virtualip.operator.plan;

import dev.virtualip.crds.Names;

/** What virtual routers are called. */
final class RouterNames {
    private static final int HASH_CHARACTERS = 8;

    private RouterNames() {}

    /** The name of a VirtualIP's virtual router, as in {@code ingress-ipv4}. */
    static String of(String virtualIP, boolean ipv6) {
        return shortened(virtualIP, ipv6 ? "-ipv6" : "-ipv4");
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
        String hash = "%016x".formatted(Hashes.of(name)).substring(0, HASH_CHARACTERS);
        // A dot or dash before the dash stays allowed: only both ends have to be letters or digits.
        return name.substring(0, room - HASH_CHARACTERS - 1) + "-" + hash + suffix;
    }
}
