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

/** Whether two documents ask for the same of a virtual router, whichever of them leaves defaults out. */
final class SameWork {
    private SameWork() {}

    static boolean in(VirtualRouter planned, VirtualRouter present) {
        return planned.equals(present) || asked(planned).equals(asked(present));
    }

    /** Whether what an agent says of a virtual router is what its document asks for, as far as a report shows it. */
    static boolean shows(VirtualRouterStatus report, VirtualRouter asked) {
        return Objects.equals(report.interfaceName(), asked.interfaceName())
                && Objects.equals(
                        report.virtualRouterID(), asked.vrrpOrDefault().virtualRouterID())
                && report.priority() == asked.priorityOrDefault()
                && report.addresses().equals(asked.addresses());
    }

    private static List<Object> asked(VirtualRouter router) {
        Vrrp vrrp = router.vrrpOrDefault();
        Preempt preempt = router.preemptOrDefault();
        Announcements announcements = router.announcementsOrDefault();
        Object[] fields = {
            router.virtualIPs(),
            router.interfaceName(),
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
            router.sourceAddress(),
            router.unicastPeers(),
            Objects.requireNonNullElse(router.acceptMode(), AcceptMode.ACCEPT),
            router.moveGroup(),
            announcements.repeatOrDefault(),
            announcements.intervalOrDefault(),
            announcements.delayOrDefault(),
            announcements.refreshOrDefault()
        };
        return Arrays.asList(fields);
    }
}
