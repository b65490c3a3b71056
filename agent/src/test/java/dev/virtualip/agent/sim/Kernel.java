package dev.virtualip.agent.sim;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The addresses of one host's kernel, each with a lifetime after which the kernel itself takes it away. */
final class Kernel {
    private final Schedule schedule;
    private final long lifetimeNanos;
    private final Map<InetAddress, Long> expiries = new LinkedHashMap<>();

    Kernel(Schedule schedule, long lifetimeNanos) {
        this.schedule = schedule;
        this.lifetimeNanos = lifetimeNanos;
    }

    long lifetimeNanos() {
        return lifetimeNanos;
    }

    void add(Collection<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            expiries.put(address, schedule.now() + lifetimeNanos);
        }
    }

    void remove(Collection<InetAddress> addresses) {
        expiries.keySet().removeAll(addresses);
    }

    /** A new lifetime for what is still there. */
    void renew() {
        add(Set.copyOf(held()));
    }

    Set<InetAddress> held() {
        expiries.values().removeIf(expiry -> expiry <= schedule.now());
        return expiries.keySet();
    }
}
