package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.Preempt.Policy;
import dev.virtualip.crds.v1alpha1.Vrrp;
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
 * @param checks what it tracks, each with the line that defines it; commands too, which are for files only
 * @param announcing when its addresses are announced
 */
record ImportedInstance(
        String host,
        String title,
        String name,
        SourceLine place,
        Election election,
        Binding binding,
        Sending sending,
        @Nullable Located<String> moveGroup,
        List<Located<HealthCheck>> checks,
        Announcing announcing) {

    ImportedInstance {
        checks = List.copyOf(checks);
    }

    /**
     * Settings of the election.
     *
     * @param priority 1..254
     * @param intervalMillis the Advertisement Interval, as it is sent
     * @param preempt whether and when it preempts
     */
    record Election(Located<Integer> priority, Located<Long> intervalMillis, Located<Preempt> preempt) {}

    /**
     * Preemption: taking over from a living Active with a lower priority.
     *
     * @param always false: never
     * @param delayMillis how long it waits before
     */
    record Preempt(boolean always, long delayMillis) {
        /** The field of a document; null: the default says the same. */
        dev.virtualip.crds.v1alpha1.@Nullable Preempt field() {
            if (!always) {
                return new dev.virtualip.crds.v1alpha1.Preempt(Policy.NEVER, null);
            }
            return delayMillis == 0
                    ? null
                    : new dev.virtualip.crds.v1alpha1.Preempt(null, ValueParser.duration(delayMillis));
        }

        @Override
        public String toString() {
            return (always ? "on" : "off") + (delayMillis == 0 ? "" : " after " + ValueParser.duration(delayMillis));
        }
    }

    /**
     * Addresses and the interface that they are bound on.
     *
     * @param interfaceName null: none is given, possible with unicast
     * @param vrrpInterfaceName the interface that advertisements go out on; null: the same
     * @param addresses the advertised addresses, of one family; at least one
     * @param excluded addresses that are bound but not advertised, of any family
     * @param label the label of the addresses; null: none
     */
    record Binding(
            @Nullable Located<String> interfaceName,
            @Nullable Located<String> vrrpInterfaceName,
            List<ConfiguredAddress> addresses,
            List<ConfiguredAddress> excluded,
            @Nullable Located<String> label) {
        Binding {
            addresses = List.copyOf(addresses);
            excluded = List.copyOf(excluded);
        }

        InstanceFamily family() {
            return addresses.getFirst().family();
        }
    }

    /**
     * Settings of sending advertisements.
     *
     * @param virtualRouterId 1..255
     * @param version 2 or 3
     * @param peers the peers of a unicast router; none: by multicast
     * @param sourceAddress null: the interface's first address
     * @param messageOnly whether the checksum is over the message only; only in version 3 over IPv4
     * @param password at most 8 bytes, version 2 only; null: none
     */
    record Sending(
            Located<Integer> virtualRouterId,
            Located<Integer> version,
            List<Located<String>> peers,
            @Nullable Located<String> sourceAddress,
            Located<Boolean> messageOnly,
            @Nullable Located<String> password) {
        Sending {
            peers = List.copyOf(peers);
        }

        boolean unicast() {
            return !peers.isEmpty();
        }

        /** The field of a document, without what the defaults say. */
        Vrrp.Builder field(@Nullable Authentication authentication) {
            return Vrrp.builder()
                    .virtualRouterID(virtualRouterId.value())
                    .version(version.value())
                    .transport(unicast() ? Vrrp.Transport.UNICAST : null)
                    .checksum(messageOnly.value() ? Vrrp.Checksum.MESSAGE_ONLY : null)
                    .authentication(authentication);
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
        /** The field of a document; null: the defaults say the same. */
        @Nullable
        Announcements field() {
            boolean isDefault = repeat == null && delayMillis == null && refreshMillis == null;
            return isDefault ? null : new Announcements(repeat, null, duration(delayMillis), duration(refreshMillis));
        }

        private static @Nullable String duration(@Nullable Long millis) {
            return millis == null ? null : ValueParser.duration(millis);
        }

        @Override
        public String toString() {
            return "repeat %s, delay %s, refresh %s"
                    .formatted(orDefault(repeat), text(delayMillis), text(refreshMillis));
        }

        private static String text(@Nullable Long millis) {
            return orDefault(duration(millis));
        }

        private static String orDefault(@Nullable Object value) {
            return value == null ? "default" : value.toString();
        }
    }

    ImportedInstance withMoveGroup(Located<String> group) {
        return new ImportedInstance(host, title, name, place, election, binding, sending, group, checks, announcing);
    }

    ImportedInstance withName(String other) {
        return new ImportedInstance(
                host, title, other, place, election, binding, sending, moveGroup, checks, announcing);
    }

    ImportedInstance withAddresses(List<ConfiguredAddress> addresses) {
        Binding changed = new Binding(
                binding.interfaceName, binding.vrrpInterfaceName, addresses, binding.excluded, binding.label);
        return new ImportedInstance(
                host, title, name, place, election, changed, sending, moveGroup, checks, announcing);
    }
}
