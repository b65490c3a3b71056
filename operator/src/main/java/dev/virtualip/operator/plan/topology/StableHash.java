package dev.virtualip.operator.plan.topology;

/**
 * A 64-bit hash that is the same on every machine and in every release. Placement and Virtual Router IDs depend on it.
 */
public final class StableHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /** Hashes a text: FNV-1a over its characters, then mixed. */
    public static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Hashes a pair of hashes; the order matters. */
    public static long of(long first, long second) {
        return mix(first * 31 + mix(second));
    }

    /** Spreads every bit over all others (the finalizer of SplitMix64). */
    private static long mix(long bits) {
        long spread = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        spread = (spread ^ (spread >>> 27)) * 0x94d049bb133111ebL;
        return spread ^ (spread >>> 31);
    }
}
