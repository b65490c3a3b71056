package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.IpPrefix;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Parses addresses from objects that others write. Skips unreadable ones. */
public final class ReadableAddresses {
    private ReadableAddresses() {}

    /** Returns the addresses in order, each once, without prefixes. */
    public static Set<InetAddress> of(Collection<String> texts) {
        Set<InetAddress> addresses = LinkedHashSet.newLinkedHashSet(texts.size());
        for (String text : texts) {
            read(text).ifPresent(prefix -> addresses.add(prefix.address()));
        }
        return addresses;
    }

    /** Parses one address with its prefix. */
    public static Optional<IpPrefix> read(String text) {
        try {
            return Optional.of(IpPrefix.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
