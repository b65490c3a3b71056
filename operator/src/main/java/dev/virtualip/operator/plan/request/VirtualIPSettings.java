package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Authentication;
import dev.virtualip.crds.v1alpha1.EffectiveSettings;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import dev.virtualip.operator.plan.topology.IneligibilityReason;
import dev.virtualip.operator.plan.topology.LabelSelectors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings of a VirtualIP. VirtualIPs with equal settings can share a virtual router.
 *
 * @param interfaceSelector the interface
 * @param vrrpInterfaceSelector the interface of the advertisements; null: the same
 * @param nodeSelector the nodes
 * @param endpointNodes the nodes with an endpoint of the Service that it is for, to which it is restricted; null: it is
 *     not
 * @param preferredNodes the preferred nodes
 * @param maxCandidates the number of candidates
 * @param addressLabel the IPv4 address label
 * @param bindPrefix whether IPv4 is bound with its prefix
 * @param addressLifetime the kernel lifetime of the addresses, one text for equal durations
 * @param interval the interval of advertisements, one text for equal durations
 * @param preempt the preemption, with defaults filled in
 * @param moveGroup the move group that a user set
 * @param version 2 or 3
 * @param transport the transport of advertisements
 * @param checksum the form of checksum
 * @param authentication the authentication of advertisements
 * @param allowedSources further allowed sources
 * @param healthChecks the health checks
 * @param announcements the announcements
 */
public record VirtualIPSettings(
        VirtualIPSpec.@Nullable InterfaceSelector interfaceSelector,
        VirtualIPSpec.@Nullable InterfaceSelector vrrpInterfaceSelector,
        @Nullable LabelSelector nodeSelector,
        @Nullable Set<String> endpointNodes,
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
        List<HealthCheck> healthChecks,
        Announcements announcements) {

    private static final int DEFAULT_MAX_CANDIDATES = 3;
    private static final String DEFAULT_INTERVAL = "250ms";
    /** The default interval of version 2, which counts whole seconds. */
    private static final String DEFAULT_INTERVAL_OF_VERSION_2 = "1s";

    /**
     * Returns the settings of a spec with defaults filled in.
     *
     * @param endpointNodes the nodes to which it is restricted; null: it is not
     * @throws IllegalArgumentException if a duration cannot be read; the message says what to write instead
     */
    public static VirtualIPSettings of(VirtualIPSpec spec, @Nullable Set<String> endpointNodes) {
        Vrrp vrrp = TemplateMerger.vrrp(spec);
        Preempt preempt = TemplateMerger.preempt(spec);
        String interval = spec.advertisementInterval();
        if (interval == null) {
            interval = vrrp.versionOrDefault() == 2 ? DEFAULT_INTERVAL_OF_VERSION_2 : DEFAULT_INTERVAL;
        }
        return new VirtualIPSettings(
                spec.interfaceSelector(),
                vrrp.interfaceSelector(),
                spec.nodeSelector(),
                endpointNodes,
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
                spec.healthChecks(),
                TemplateMerger.announcements(spec));
    }

    /** Why a node may not hold the addresses, as far as its name and labels tell; null: it may. */
    public @Nullable IneligibilityReason ineligibility(String node, Map<String, String> labels) {
        if (!LabelSelectors.matches(nodeSelector, labels)) {
            return IneligibilityReason.NOT_SELECTED;
        }
        return endpointNodes == null || endpointNodes.contains(node) ? null : IneligibilityReason.NO_ENDPOINT;
    }

    /** Returns the settings as the status shows them. */
    public EffectiveSettings effective() {
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
