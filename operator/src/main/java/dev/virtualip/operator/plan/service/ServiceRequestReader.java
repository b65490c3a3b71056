package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.service.ServiceAnnotations.Setting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a Service asks for. */
final class ServiceRequestReader {
    private final boolean foreignAnnotations;

    ServiceRequestReader(boolean foreignAnnotations) {
        this.foreignAnnotations = foreignAnnotations;
    }

    ServiceRequest read(WantedService service) {
        ServiceAnnotations annotations = new ServiceAnnotations(service, foreignAnnotations);
        Setting addresses = annotations.addresses();
        Setting key = annotations.sharingKey();
        ServiceRequest plain = new ServiceRequest(
                service, annotations.pool(), List.of(), key == null ? null : key.text(), annotations.virtualIP(), null);
        return addresses == null ? plain : withAddresses(plain, addresses);
    }

    private static ServiceRequest withAddresses(ServiceRequest request, Setting setting) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : setting.text().split(",", -1)) {
            try {
                addresses.add(AddressText.parse(text.strip()));
            } catch (IllegalArgumentException e) {
                return request.refused(invalid(setting, String.valueOf(e.getMessage())));
            }
        }
        Finding objection = objection(request, setting, addresses);
        return objection == null
                ? new ServiceRequest(
                        request.service(), request.pool(), addresses, request.sharingKey(), request.virtualIP(), null)
                : request.refused(objection);
    }

    private static @Nullable Finding objection(ServiceRequest request, Setting setting, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            Optional<String> objection = IpPrefix.objection(address);
            boolean ipv6 = ServiceRequest.isIpv6(address);
            if (objection.isPresent()) {
                return invalid(
                        setting,
                        "%s is %s; write the address of a host"
                                .formatted(AddressText.format(address), objection.orElseThrow()));
            }
            if (!request.families().contains(ServiceRequest.family(ipv6))) {
                return new Finding(
                        ConditionReason.FAMILY_NOT_AVAILABLE.text(),
                        "%s: %s is an %s address, but the Service has no %s; ask for another address, or set"
                                        .formatted(
                                                setting.place(),
                                                AddressText.format(address),
                                                ServiceFindings.family(ipv6),
                                                ServiceFindings.family(ipv6))
                                + " spec.ipFamilies and spec.ipFamilyPolicy");
            }
        }
        boolean twice = addresses.stream().filter(ServiceRequest::isIpv6).count() > 1
                || addresses.stream()
                                .filter(address -> !ServiceRequest.isIpv6(address))
                                .count()
                        > 1;
        return twice && request.virtualIP() == null
                ? invalid(setting, "a Service takes at most one address of each family; remove the others")
                : null;
    }

    private static Finding invalid(Setting setting, String why) {
        return new Finding(ConditionReason.INVALID.text(), setting.place() + ": " + why);
    }
}
