package dev.virtualip.operator.plan;

import dev.virtualip.crds.Announcements;
import dev.virtualip.crds.Authentication;
import dev.virtualip.crds.Durations;
import dev.virtualip.crds.EffectiveSettings;
import dev.virtualip.crds.LabelSelector;
import dev.virtualip.crds.Preempt;
import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.Vrrp;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings that hold for a VirtualIP. Two with equal settings can share a virtual router.
 *
 * @param interfaceSelector which interface
 * @param nodeSelector which nodes
 * @param preferredNodes which of them first
 * @param maxCandidates how many take part
 * @param addressLabel the IPv4 address label
 * @param bindPrefix whether IPv4 is bound with its prefix
 * @param addressLifetime the kernel lifetime of the addresses, one text for equal durations
 * @param interval the interval of advertisements, one text for equal durations
 * @param preempt whether and when it preempts, all of it said
 * @param moveGroup the group that a person gave
 * @param version 2 or 3
 * @param transport how advertisements go out
 * @param checksum the form of checksum
 * @param authentication how advertisements prove that they belong
 * @param allowedSources who else may speak
 * @param announcements what is said of announcements
 */
record Settings(
        VirtualIPSpec.@Nullable InterfaceSelector interfaceSelector,
        @Nullable LabelSelector nodeSelector,
        List<VirtualIPSpec.PreferredNode> preferredNodes,
        int maxCandidates,
        @Nullable String addressLabel,
        boolean bindPrefix,
        String addressLifetime,
        String interval,
        Preempt preempt,
        @Nullable String moveGroup,
        int version,
        Vrrp.Transport transport,
        Vrrp.Checksum checksum,
        @Nullable Authentication authentication,
        List<String> allowedSources,
        Announcements announcements) {

    private static final int DEFAULT_MAX_CANDIDATES = 3;
    private static final String DEFAULT_INTERVAL = "250ms";
    /** Version 2 counts in whole seconds. */
    private static final String DEFAULT_INTERVAL_OF_VERSION_2 = "1s";

    /**
     * The settings of a spec with its defaults.
     *
     * @throws IllegalArgumentException if a duration cannot be read; the message says what to write instead
     */
    static Settings of(VirtualIPSpec spec) {
        Vrrp vrrp = Merged.vrrp(spec);
        Preempt preempt = Merged.preempt(spec);
        String interval = spec.advertisementInterval();
        if (interval == null) {
            interval = vrrp.versionOrDefault() == 2 ? DEFAULT_INTERVAL_OF_VERSION_2 : DEFAULT_INTERVAL;
        }
        return new Settings(
                spec.interfaceSelector(),
                spec.nodeSelector(),
                spec.preferredNodes(),
                spec.maxCandidates() == null ? DEFAULT_MAX_CANDIDATES : spec.maxCandidates(),
                spec.addressLabel(),
                Boolean.TRUE.equals(spec.bindPrefix()),
                canonical(Objects.requireNonNullElse(spec.addressLifetime(), VirtualRouter.DEFAULT_ADDRESS_LIFETIME)),
                canonical(interval),
                new Preempt(preempt.policyOrDefault(), canonical(preempt.delayOrDefault())),
                spec.moveGroup(),
                vrrp.versionOrDefault(),
                vrrp.transportOrDefault(),
                vrrp.checksumOrDefault(),
                vrrp.authentication(),
                vrrp.allowedSources(),
                Merged.announcements(spec));
    }

    /** What the status shows. */
    EffectiveSettings effective() {
        return new EffectiveSettings(
                bindPrefix,
                addressLifetime,
                addressLabel,
                maxCandidates,
                interval,
                preempt,
                moveGroup,
                version,
                transport,
                checksum,
                new Announcements(
                        announcements.repeatOrDefault(),
                        announcements.intervalOrDefault(),
                        announcements.delayOrDefault(),
                        announcements.refreshOrDefault()));
    }

    private static String canonical(String duration) {
        return Durations.format(Durations.parse(duration));
    }
}
