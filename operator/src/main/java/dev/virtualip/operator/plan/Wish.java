package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

    Wish with(Settings same) {
        return new Wish(wanted, same, givenID, addresses, refusal, remarks);
    }

    String name() {
        return wanted.name();
    }

    /** What holds for one that can be carried out. */
    Settings read() {
        return Objects.requireNonNull(settings);
    }

    /** Whether it has addresses of both families, which go together. */
    boolean isOfBothFamilies() {
        return !addresses(false).isEmpty() && !addresses(true).isEmpty();
    }

    /** The move group that it was given, or is by itself if it has both families; null: it is in none. */
    @Nullable
    String moveGroup() {
        String given = settings == null ? null : settings.moveGroup();
        return given == null && isOfBothFamilies() ? RouterNames.moveGroup(name()) : given;
    }

    /** The addresses of one family, in the order of the spec. */
    List<IpPrefix> addresses(boolean ipv6) {
        return addresses.stream().filter(prefix -> prefix.isIpv6() == ipv6).toList();
    }

    /** By the name, which hardly two have in common: all that it holds would be much to look through. */
    @Override
    public int hashCode() {
        return name().hashCode();
    }
}
