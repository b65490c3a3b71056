package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.agent.vrrp.RouterSettings;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings in a command of a scenario: words of the form {@code key=value}.
 *
 * @param values what was given
 */
record Terms(Map<String, String> values) {
    private static final Set<String> KEYS =
            Set.of("version", "vrid", "priority", "interval", "preempt", "delay", "addresses", "extra", "group");

    static Terms of(String... words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int sign = word.indexOf('=');
            if (sign >= 0 && !KEYS.contains(word.substring(0, sign))) {
                throw new IllegalArgumentException("no such setting: " + word);
            }
            if (sign >= 0) {
                values.put(word.substring(0, sign), word.substring(sign + 1));
            }
        }
        return new Terms(values);
    }

    /** A duration such as {@code 10s} or {@code 250ms}, in nanoseconds. */
    static long duration(String text) {
        return text.endsWith("ms")
                ? Long.parseLong(text.substring(0, text.length() - 2)) * 1_000_000L
                : Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000_000L;
    }

    @Nullable
    String group() {
        return values.get("group");
    }

    RouterSettings newRouter(int host) {
        return changed(new RouterSettings(
                number("version", 3),
                Family.IPV4,
                number("vrid", 51),
                100,
                duration("1s"),
                Preemption.ALWAYS,
                List.of(InetAddress.ofLiteral("192.0.2.1")),
                List.of(),
                Set.of(),
                InetAddress.ofLiteral("192.0.2." + host),
                group() != null,
                duration("1s")));
    }

    RouterSettings changed(RouterSettings from) {
        String interval = values.get("interval");
        return new RouterSettings(
                from.version(),
                from.family(),
                from.virtualRouterId(),
                number("priority", from.priority()),
                interval == null ? from.advertisementIntervalNanos() : duration(interval),
                preemption(from.preemption()),
                addresses("addresses", from.addresses()),
                addresses("extra", from.extraAddresses()),
                from.allowedSources(),
                from.sourceAddress(),
                from.grouped(),
                from.stopGraceNanos());
    }

    private Preemption preemption(Preemption otherwise) {
        String delay = values.get("delay");
        if (delay != null) {
            return new Preemption(true, duration(delay));
        }
        String policy = values.get("preempt");
        return policy == null ? otherwise : policy.equals("never") ? Preemption.NEVER : Preemption.ALWAYS;
    }

    private List<InetAddress> addresses(String key, List<InetAddress> otherwise) {
        String list = values.get(key);
        return list == null
                ? otherwise
                : Arrays.stream(list.split(",", -1)).map(InetAddress::ofLiteral).toList();
    }

    private int number(String key, int otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
