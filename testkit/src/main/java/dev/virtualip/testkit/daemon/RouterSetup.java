package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.lab.LabHost;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * One virtual router as a test describes it, for either program. Start from {@link #of} and change what matters.
 *
 * @param name unique on a host
 * @param virtualRouterId 1..255
 * @param version 2 or 3
 * @param priority 1..255
 * @param interval the Advertisement Interval
 * @param addresses with prefix, for example {@code 192.168.31.5/24}; all of one family
 * @param preempt whether a better router takes over from a worse one that works
 * @param password the PASS authentication of version 2; empty for none
 * @param extra lines for the program that is configured, as they stand: fields of our agent's router (those that begin
 *     with {@code vrrp.} go into its block of that name), or lines of keepalived's {@code vrrp_instance}
 */
public record RouterSetup(
        String name,
        int virtualRouterId,
        int version,
        int priority,
        Duration interval,
        List<String> addresses,
        boolean preempt,
        String password,
        List<String> extra) {
    /** Keeps copies of the lists. */
    public RouterSetup {
        addresses = List.copyOf(addresses);
        extra = List.copyOf(extra);
    }

    /** Version 3, ID 55, priority 100, each 100 ms, preempting. */
    public static RouterSetup of(String... addresses) {
        final int id = 55;
        final int priority = 100;
        final int millis = 100;
        return new RouterSetup(
                "vr" + id, id, 3, priority, Duration.ofMillis(millis), List.of(addresses), true, "", List.of());
    }

    /** With another ID, and a name after it. */
    public RouterSetup id(int id) {
        return new RouterSetup("vr" + id, id, version, priority, interval, addresses, preempt, password, extra);
    }

    /** With another priority. */
    public RouterSetup priority(int value) {
        return new RouterSetup(name, virtualRouterId, version, value, interval, addresses, preempt, password, extra);
    }

    /** With another interval. */
    public RouterSetup interval(Duration value) {
        return new RouterSetup(name, virtualRouterId, version, priority, value, addresses, preempt, password, extra);
    }

    /** With other addresses. */
    public RouterSetup addresses(List<String> values) {
        return new RouterSetup(name, virtualRouterId, version, priority, interval, values, preempt, password, extra);
    }

    /** That never preempts. */
    public RouterSetup noPreempt() {
        return new RouterSetup(name, virtualRouterId, version, priority, interval, addresses, false, password, extra);
    }

    /** In version 2, with a password (empty: none) and an interval of one second, the shortest there. */
    public RouterSetup version2(String secret) {
        return new RouterSetup(
                name, virtualRouterId, 2, priority, Duration.ofSeconds(1), addresses, preempt, secret, extra);
    }

    /** With further lines for the program. */
    public RouterSetup extra(String... lines) {
        return new RouterSetup(
                name, virtualRouterId, version, priority, interval, addresses, preempt, password, List.of(lines));
    }

    /** The first address, without its prefix. */
    public InetAddress firstAddress() {
        return host(addresses.getFirst());
    }

    /** The last address, without its prefix: bound after all others. */
    public InetAddress lastAddress() {
        return host(addresses.getLast());
    }

    private static InetAddress host(String address) {
        return InetAddress.ofLiteral(address.replaceFirst("/.*", ""));
    }

    boolean isIpv6() {
        return firstAddress() instanceof Inet6Address;
    }

    /** The interface of every lab's host. */
    String interfaceName() {
        return LabHost.INTERFACE;
    }
}
