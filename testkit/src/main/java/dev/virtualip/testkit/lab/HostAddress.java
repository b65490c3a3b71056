package dev.virtualip.testkit.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;

/**
 * An address on a host's interface, as {@code ip addr} shows it.
 *
 * @param address the address
 * @param prefixLength its prefix
 * @param label its label, empty for IPv6
 * @param validSeconds the lifetime that is left; {@link #FOREVER} when it has none
 * @param tentative whether duplicate detection still runs (IPv6)
 */
public record HostAddress(InetAddress address, int prefixLength, String label, long validSeconds, boolean tentative) {
    /** The lifetime of an address that stays until it is removed. */
    public static final long FOREVER = 0xFFFF_FFFFL;

    /** Reads one entry of {@code ip -json addr}. */
    static HostAddress of(JsonNode entry) {
        return new HostAddress(
                InetAddress.ofLiteral(entry.path("local").asText()),
                entry.path("prefixlen").asInt(),
                entry.path("label").asText(),
                entry.path("valid_life_time").asLong(),
                entry.path("tentative").asBoolean());
    }
}
