package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The settings that hold for a VirtualIP, after its own fields, its pool's template and the defaults.
 *
 * @param bindPrefix whether IPv4 is bound with its prefix
 * @param addressLifetime the kernel lifetime of the addresses; 0s: permanent
 * @param addressLabel the IPv4 address label; null: none
 * @param maxCandidates how many nodes take part
 * @param advertisementInterval the interval of advertisements
 * @param preempt whether and when it preempts
 * @param moveGroup the group that moves together; null: none
 * @param version 2 or 3
 * @param transport how advertisements go out
 * @param checksum the form of checksum that version 3 sends over IPv4
 * @param announcements when the addresses are announced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EffectiveSettings(
        boolean bindPrefix,
        @Nullable String addressLifetime,
        @Nullable String addressLabel,
        int maxCandidates,
        String advertisementInterval,
        Preempt preempt,
        @Nullable String moveGroup,
        int version,
        Vrrp.Transport transport,
        Vrrp.Checksum checksum,
        Announcements announcements) {}
