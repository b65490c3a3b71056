package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.AcceptMode;
import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Compares configurations of a virtual router, with defaults filled in. */
final class RouterSpecComparison {
    private RouterSpecComparison() {}

    /** Whether two specs configure the same. */
    static boolean equivalent(VirtualRouter planned, VirtualRouter present) {
        return planned.equals(present) || effective(planned).equals(effective(present));
    }

    /** Whether an agent reports what a spec configures, as far as a report shows it. */
    static boolean matches(VirtualRouterStatus report, VirtualRouter spec) {
        return Objects.equals(report.interfaceName(), spec.interfaceName())
                && Objects.equals(report.vrrpInterfaceOrDefault(), spec.vrrpInterfaceNameOrDefault())
                && Objects.equals(report.virtualRouterID(), spec.vrrpOrDefault().virtualRouterID())
                && report.priority() == spec.priorityOrDefault()
                && report.addresses().equals(spec.addresses());
    }

    private static List<Object> effective(VirtualRouter router) {
        Vrrp vrrp = router.vrrpOrDefault();
        Preempt preempt = router.preemptOrDefault();
        Announcements announcements = router.announcementsOrDefault();
        Object[] fields = {
            router.virtualIPs(),
            router.interfaceName(),
            router.vrrpInterfaceNameOrDefault(),
            router.addresses(),
            router.extraAddresses(),
            router.addressLabel(),
            Boolean.TRUE.equals(router.bindPrefix()),
            router.addressLifetimeOrDefault(),
            Objects.requireNonNullElse(router.release(), ""),
            router.priorityOrDefault(),
            router.advertisementIntervalOrDefault(),
            preempt.policyOrDefault(),
            preempt.delayOrDefault(),
            vrrp.virtualRouterID(),
            vrrp.versionOrDefault(),
            vrrp.transportOrDefault(),
            vrrp.checksumOrDefault(),
            vrrp.authentication(),
            vrrp.allowedSources(),
            vrrp.interfaceSelector(),
            router.sourceAddress(),
            router.unicastPeers(),
            Objects.requireNonNullElse(router.acceptMode(), AcceptMode.ACCEPT),
            router.moveGroup(),
            router.healthChecks(),
            announcements.repeatOrDefault(),
            announcements.intervalOrDefault(),
            announcements.delayOrDefault(),
            announcements.refreshOrDefault()
        };
        return Arrays.asList(fields);
    }
}
