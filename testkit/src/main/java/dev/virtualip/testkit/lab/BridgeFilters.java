package dev.virtualip.testkit.lab;

import java.util.Map;
import java.util.TreeMap;

/**
 * Drops frames on the bridge while all carriers stay up. Implemented as nftables rules for bridged frames; each
 * change replaces the whole table in one transaction.
 */
final class BridgeFilters {
    private final String bridgeNamespace;
    private final Map<String, String> rules = new TreeMap<>();

    BridgeFilters(String bridgeNamespace) {
        this.bridgeNamespace = bridgeNamespace;
    }

    /** Drops what {@code from} sends to {@code to}. */
    void oneWay(String from, String to) {
        put("one-way " + from + " " + to, "iifname \"%s\" oifname \"%s\" drop".formatted(from, to));
    }

    /** Drops everything from and to a host. */
    void silence(String host) {
        put("silence " + host, "iifname \"%s\" drop; oifname \"%s\" drop".formatted(host, host));
    }

    /** Drops so many of 100 frames that a host sends, at random. */
    void loss(String host, int percent) {
        put("loss " + host, "iifname \"%s\" numgen random mod 100 < %d drop".formatted(host, percent));
    }

    /** Lets everything pass again. */
    void clear() {
        rules.clear();
        apply();
    }

    private void put(String name, String rule) {
        rules.put(name, rule);
        apply();
    }

    private void apply() {
        String chain = "type filter hook forward priority 0; " + String.join("; ", rules.values());
        String script = """
            table bridge lab
            delete table bridge lab
            table bridge lab {
                chain forward { %s; }
            }
            """.formatted(chain);
        Commands.feed(script, Commands.inside(bridgeNamespace, "nft", "-f", "-").toArray(String[]::new));
    }
}
