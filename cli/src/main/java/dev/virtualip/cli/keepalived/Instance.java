package dev.virtualip.cli.keepalived;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code vrrp_instance} of one host, with what keepalived makes of it, in our terms.
 *
 * @param host the name of the host
 * @param title the instance's name, as keepalived has it
 * @param name its name as Kubernetes takes it; unique on the host
 * @param place where its block begins
 * @param election who wins
 * @param binding what is bound and where
 * @param sending how its advertisements go out
 * @param moveGroup the group that moves together; null: it moves alone
 * @param announcing when its addresses are announced
 */
record Instance(
        String host,
        String title,
        String name,
        Place place,
        Election election,
        Binding binding,
        Sending sending,
        @Nullable Given<String> moveGroup,
        Announcing announcing) {

    /**
     * Who wins.
     *
     * @param priority 1..254
     * @param intervalMillis the Advertisement Interval, as it goes on the wire
     * @param preempt whether and when it preempts
     */
    record Election(Given<Integer> priority, Given<Long> intervalMillis, Given<Preempt> preempt) {}

    /**
     * Whether a router takes over from a living Active with a lower priority.
     *
     * @param always false: never
     * @param delayMillis how long it waits before
     */
    record Preempt(boolean always, long delayMillis) {
        @Override
        public String toString() {
            return (always ? "on" : "off") + (delayMillis == 0 ? "" : " after " + Values.duration(delayMillis));
        }
    }

    /**
     * What is bound and where.
     *
     * @param interfaceName null: none is given, possible with unicast
     * @param addresses the advertised addresses, of one family; at least one
     * @param excluded addresses that are bound but not advertised, of any family
     * @param label the label of the addresses; null: none
     */
    record Binding(
            @Nullable Given<String> interfaceName,
            List<Address> addresses,
            List<Address> excluded,
            @Nullable Given<String> label) {
        Binding {
            addresses = List.copyOf(addresses);
            excluded = List.copyOf(excluded);
        }

        Family family() {
            return addresses.getFirst().family();
        }
    }

    /**
     * How advertisements go out.
     *
     * @param virtualRouterId 1..255
     * @param version 2 or 3
     * @param peers the peers of a unicast router; none: by multicast
     * @param sourceAddress null: the interface's first address
     * @param messageOnly whether the checksum is over the message only; only in version 3 over IPv4
     * @param password at most 8 bytes, version 2 only; null: none
     */
    record Sending(
            Given<Integer> virtualRouterId,
            Given<Integer> version,
            List<Given<String>> peers,
            @Nullable Given<String> sourceAddress,
            Given<Boolean> messageOnly,
            @Nullable Given<String> password) {
        Sending {
            peers = List.copyOf(peers);
        }

        boolean unicast() {
            return !peers.isEmpty();
        }
    }

    /**
     * When addresses are announced; null: as our own default says.
     *
     * @param repeat announcements in a burst, at least 1
     * @param delayMillis from the first burst to the second; 0: no second
     * @param refreshMillis how often after that; 0: never
     */
    record Announcing(
            @Nullable Integer repeat,
            @Nullable Long delayMillis,
            @Nullable Long refreshMillis) {
        boolean isDefault() {
            return repeat == null && delayMillis == null && refreshMillis == null;
        }

        @Override
        public String toString() {
            return "repeat %s, delay %s, refresh %s"
                    .formatted(orDefault(repeat), text(delayMillis), text(refreshMillis));
        }

        private static String text(@Nullable Long millis) {
            return orDefault(millis == null ? null : Values.duration(millis));
        }

        private static String orDefault(@Nullable Object value) {
            return value == null ? "default" : value.toString();
        }
    }

    Instance withMoveGroup(Given<String> group) {
        return new Instance(host, title, name, place, election, binding, sending, group, announcing);
    }

    Instance withName(String other) {
        return new Instance(host, title, other, place, election, binding, sending, moveGroup, announcing);
    }

    Instance withAddresses(List<Address> addresses) {
        Binding changed = new Binding(binding.interfaceName, addresses, binding.excluded, binding.label);
        return new Instance(host, title, name, place, election, changed, sending, moveGroup, announcing);
    }
}
