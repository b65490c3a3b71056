package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.crds.format.AddressText;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code virtual_ipaddress} or {@code virtual_ipaddress_excluded}.
 *
 * @param ip the address
 * @param prefix the prefix as it is written; null: none, then keepalived takes /32 or /128
 * @param device the interface that it is bound on; null: the instance's
 * @param label the label of an IPv4 address; null: none
 * @param place where it is written
 */
record ConfiguredAddress(
        InetAddress ip,
        @Nullable Integer prefix,
        @Nullable String device,
        @Nullable String label,
        SourceLine place) {

    InstanceFamily family() {
        return InstanceFamily.of(ip);
    }

    /** The address alone. */
    String text() {
        return AddressText.format(ip);
    }

    /** As the documents write it. */
    String withPrefix() {
        return prefix == null ? text() : text() + "/" + prefix;
    }

    ConfiguredAddress withPrefix(@Nullable Integer other) {
        return new ConfiguredAddress(ip, other, device, label, place);
    }
}
