package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A VirtualIP as far as it can be understood on its own, merged with its pool.
 *
 * @param wanted the VirtualIP
 * @param settings the effective settings; null: the spec is unreadable
 * @param givenID the Virtual Router ID that a user set; null: none
 * @param addresses the addresses; empty if the spec is unreadable
 * @param refusal why it is refused, whatever the other VirtualIPs are; null: it is not
 * @param remarks findings for users that do not prevent it
 */
public record VirtualIPRequest(
        WantedVirtualIP wanted,
        @Nullable VirtualIPSettings settings,
        @Nullable Integer givenID,
        List<IpPrefix> addresses,
        @Nullable Finding refusal,
        List<Finding> remarks) {

    /** Orders by age: the older one keeps what two claim. */
    public static final Comparator<VirtualIPRequest> BY_AGE =
            Comparator.comparing(VirtualIPRequest::wanted, WantedVirtualIP.BY_AGE);

    public VirtualIPRequest with(VirtualIPSettings same) {
        return new VirtualIPRequest(wanted, same, givenID, addresses, refusal, remarks);
    }

    public String name() {
        return wanted.name();
    }

    /** Returns the settings of a readable VirtualIP. */
    public VirtualIPSettings requireSettings() {
        return Objects.requireNonNull(settings);
    }

    /** Whether it has addresses of both families, which move together. */
    public boolean isOfBothFamilies() {
        return !addresses(false).isEmpty() && !addresses(true).isEmpty();
    }

    /** Returns the move group that a user set, or the implicit one of both families; null: none. */
    @Nullable
    public String moveGroup() {
        String given = settings == null ? null : settings.moveGroup();
        return given == null && isOfBothFamilies() ? RouterNames.moveGroup(name()) : given;
    }

    /** Returns the node that a user wants to be Active; null: none. */
    @Nullable
    public String moveTo() {
        String node = wanted.annotations().getOrDefault(ApiGroup.MOVE_TO, "").strip();
        return node.isEmpty() ? null : node;
    }

    /** Returns the addresses of one family, in the order of the spec. */
    public List<IpPrefix> addresses(boolean ipv6) {
        return addresses.stream().filter(prefix -> prefix.isIpv6() == ipv6).toList();
    }

    /** Hashes the name only, which is practically unique; hashing everything would be slow. */
    @Override
    public int hashCode() {
        return name().hashCode();
    }
}
