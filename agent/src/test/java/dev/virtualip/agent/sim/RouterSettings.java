package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckSpec.Effect;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.agent.vrrp.Preemption;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The settings in a command of a scenario: words of the form {@code key=value}.
 *
 * @param values what was given
 */
record RouterSettings(Map<String, String> values) {
    private static final Set<String> KEYS = Set.of(
            "host",
            "lan",
            "version",
            "vrid",
            "priority",
            "interval",
            "preempt",
            "delay",
            "addresses",
            "extra",
            "group",
            "checks");

    static RouterSettings of(String... words) {
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
        return new RouterSettings(values);
    }

    /** A duration such as {@code 10s} or {@code 250ms}, in nanoseconds. */
    static long duration(String text) {
        return text.endsWith("ms")
                ? Long.parseLong(text.substring(0, text.length() - 2)) * 1_000_000L
                : Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000_000L;
    }

    /** The name of the host that the router is on. */
    String host(String router) {
        return values.getOrDefault("host", router);
    }

    /** Sets the fields of a virtual router that are given, on a host with this number. */
    void apply(RouterPlan plan, int host) {
        plan.version = number("version", plan.version);
        plan.lan = number("lan", plan.lan);
        plan.group = values.getOrDefault("group", plan.group);
        plan.priorities.put(host, number("priority", plan.priority(host)));
        String interval = values.get("interval");
        if (interval != null) {
            plan.interval(duration(interval));
        }
        plan.preemptions.put(host, preemption(plan.preemption(host)));
        plan.addresses = addresses("addresses", plan.addresses);
        plan.extraAddresses = addresses("extra", plan.extraAddresses);
        plan.healthChecks = checks(plan.healthChecks);
    }

    int virtualRouterId() {
        return number("vrid", 51);
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

    /** Checks such as {@code nginx:withdraw,queue:lower:50}, each once a second; {@code none} for none. */
    private List<HealthCheckSpec> checks(List<HealthCheckSpec> otherwise) {
        String list = values.get("checks");
        if (list == null || list.equals("none")) {
            return list == null ? otherwise : List.of();
        }
        return Arrays.stream(list.split(",", -1))
                .map(check -> check.split(":", -1))
                .map(words -> new HealthCheckSpec(
                        words[0],
                        new HealthCheckTarget.Tcp("127.0.0.1", 80),
                        duration("1s"),
                        duration("500ms"),
                        2,
                        2,
                        Effect.valueOf(words[1].toUpperCase(Locale.ROOT)),
                        words.length > 2 ? Integer.parseInt(words[2]) : 50))
                .toList();
    }

    private int number(String key, int otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
