package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.pool.AddressLedger;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decision about the responsibility of the operator for a Service.
 *
 * @param served whether it is
 * @param finding why a Service that it might serve is left alone; null: there is nothing to say
 */
record Responsibility(boolean served, @Nullable Finding finding) {
    private static final Responsibility SERVED = new Responsibility(true, null);
    private static final Responsibility NOT_SERVED = new Responsibility(false, null);

    /** Finalizers that Kubernetes itself sets while it deletes an object. */
    private static final Set<String> OF_KUBERNETES = Set.of("foregroundDeletion", "orphan");

    /**
     * Judges a Service.
     *
     * @param classless whether Services without a class are served
     * @param owned whether the operator owns a VirtualIP on its behalf
     */
    static Responsibility of(
            WantedService service, boolean classless, boolean owned, AddressLedger ledger, AddressChoice choice) {
        if (!service.loadBalancer() || service.deleting()) {
            return NOT_SERVED;
        }
        if (service.loadBalancerClass() != null) {
            return service.loadBalancerClass().equals(WantedService.CLASS) ? SERVED : NOT_SERVED;
        }
        if (!classless) {
            return NOT_SERVED;
        }
        if (owned || service.finalizers().contains(WantedService.FINALIZER)) {
            return SERVED;
        }
        String other = otherImplementation(service, ledger, choice);
        return other == null ? SERVED : new Responsibility(false, ServiceFindings.otherImplementation(other));
    }

    /**
     * Describes what another load balancer left on a Service; null: nothing. An address in a pool that admits the
     * Service is taken over: the pool says that it is ours to give, as after a migration.
     */
    private static @Nullable String otherImplementation(
            WantedService service, AddressLedger ledger, AddressChoice choice) {
        List<String> finalizers = service.finalizers().stream()
                .filter(finalizer -> !OF_KUBERNETES.contains(finalizer))
                .toList();
        if (!finalizers.isEmpty()) {
            return "the Service has the finalizer " + finalizers.getFirst();
        }
        List<String> pools = choice.admitting(service);
        return service.ingress().stream()
                .filter(text -> ReadableAddresses.read(text)
                        .map(IpPrefix::address)
                        .filter(address -> pools.stream()
                                .anyMatch(pool -> ledger.rangesOf(pool).holds(address)))
                        .isEmpty())
                .findFirst()
                .map(text -> "the status of the Service has " + text + ", which is in no VirtualIPPool that admits it")
                .orElse(null);
    }
}
