package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A VirtualIP as far as it can be understood by itself.
 *
 * @param wanted the VirtualIP
 * @param settings what holds for it; null: it cannot be read
 * @param givenID the Virtual Router ID that a person gave; null: none
 * @param addresses its addresses; empty if it cannot be read
 * @param refusal why it cannot be carried out, whatever the others are; null: it can
 * @param remarks what it asks for and does not get, although it is carried out
 */
record Wish(
        WantedVirtualIP wanted,
        @Nullable Settings settings,
        @Nullable Integer givenID,
        List<IpPrefix> addresses,
        @Nullable Finding refusal,
        List<Finding> remarks) {

    /** The older one first: it keeps what two claim. */
    static final Comparator<Wish> BY_AGE =
            Comparator.comparing((Wish wish) -> wish.wanted().createdAt()).thenComparing(Wish::name);

    String name() {
        return wanted.name();
    }

    /** The addresses of one family, in the order of the spec. */
    List<IpPrefix> addresses(boolean ipv6) {
        return addresses.stream().filter(prefix -> prefix.isIpv6() == ipv6).toList();
    }
}
