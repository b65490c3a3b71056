package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Addresses out of texts that somebody else wrote: what cannot be read is left out. */
final class Addresses {
    private Addresses() {}

    /** The addresses, in order, each once, without their prefixes. */
    static Set<InetAddress> of(Collection<String> texts) {
        Set<InetAddress> addresses = LinkedHashSet.newLinkedHashSet(texts.size());
        for (String text : texts) {
            read(text).ifPresent(prefix -> addresses.add(prefix.address()));
        }
        return addresses;
    }

    /** One address with its prefix. */
    static Optional<IpPrefix> read(String text) {
        try {
            return Optional.of(IpPrefix.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
