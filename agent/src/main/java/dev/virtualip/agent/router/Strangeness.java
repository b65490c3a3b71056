package dev.virtualip.agent.router;

import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.wire.Refusal;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words why another router on our Virtual Router ID is no peer, and what would make it one. */
final class Strangeness {
    private static final int ADDRESSES_SHOWN = 3;

    private Strangeness() {}

    /** For an advertisement that was refused; null if the refusal does not speak of another router. */
    static @Nullable String of(Refusal refusal) {
        return switch (refusal) {
            case VERSION_MISMATCH -> "in another version, and is not heard: give both the same version";
            case AUTHENTICATION_TYPE, AUTHENTICATION ->
                "with another password, and is not heard: give both the same authentication";
            case INTERVAL_MISMATCH ->
                "with another interval, and is not heard: give both the same advertisementInterval";
            case SOURCE_NOT_ALLOWED -> "and is not heard: put it into allowedSources";
            case IP_HEADER,
                    TTL,
                    TRUNCATED,
                    VERSION,
                    TYPE,
                    UNKNOWN_VIRTUAL_ROUTER,
                    COUNT_ZERO,
                    LENGTH,
                    CHECKSUM,
                    INTERVAL_ZERO,
                    OWN_SOURCE -> null;
        };
    }

    /** For an advertisement that was taken; null if it speaks of our addresses. A link-local leader may differ. */
    static @Nullable String of(Advertisement advertisement, RouterSettings settings) {
        List<InetAddress> theirs = advertisement.addresses();
        if (theirs.equals(settings.addresses()) || advertised(theirs).equals(advertised(settings.addresses()))) {
            return null;
        }
        String shown = theirs.stream()
                .limit(ADDRESSES_SHOWN)
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", "));
        return "for %s%s: give both the same addresses"
                .formatted(shown, theirs.size() > ADDRESSES_SHOWN ? " and others" : "");
    }

    private static Set<InetAddress> advertised(List<InetAddress> addresses) {
        Set<InetAddress> global = new HashSet<>(addresses);
        global.removeIf(InetAddress::isLinkLocalAddress);
        return global.isEmpty() ? Set.copyOf(addresses) : global;
    }
}
