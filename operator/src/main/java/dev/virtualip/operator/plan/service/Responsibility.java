package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.model.ServiceOptions;
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
     * @param options which Services are served
     * @param owned whether the operator owns a VirtualIP on its behalf
     */
    static Responsibility of(
            WantedService service, ServiceOptions options, boolean owned, AddressLedger ledger, AddressChoice choice) {
        if (!options.enabled() || !service.loadBalancer() || service.deleting()) {
            return NOT_SERVED;
        }
        if (service.loadBalancerClass() != null) {
            return service.loadBalancerClass().equals(WantedService.CLASS) ? SERVED : NOT_SERVED;
        }
        if (!options.classless()) {
            return NOT_SERVED;
        }
        if (owned || service.finalizers().contains(WantedService.FINALIZER)) {
            return SERVED;
        }
        Finding other = otherImplementation(service, options.adopt(), ledger, choice);
        return other == null ? SERVED : new Responsibility(false, other);
    }

    /**
     * Returns why another load balancer is at work on a Service; null: none is. With the option to adopt, an address in
     * a pool that admits the Service is taken over: the pool says that it is ours to give, as after a migration.
     */
    private static @Nullable Finding otherImplementation(
            WantedService service, boolean adopt, AddressLedger ledger, AddressChoice choice) {
        List<String> finalizers = service.finalizers().stream()
                .filter(finalizer -> !OF_KUBERNETES.contains(finalizer))
                .toList();
        if (!finalizers.isEmpty()) {
            return ServiceFindings.otherImplementation("the Service has the finalizer " + finalizers.getFirst());
        }
        String outside = service.ingress().stream()
                .filter(text -> !isInPool(text, choice.admitting(service), ledger))
                .findFirst()
                .orElse(null);
        if (outside != null) {
            return ServiceFindings.otherImplementation(
                    "the status of the Service has " + outside + ", which is in no VirtualIPPool that admits it");
        }
        return service.ingress().isEmpty() || adopt
                ? null
                : ServiceFindings.notAdopted(service.ingress().getFirst());
    }

    private static boolean isInPool(String text, List<String> pools, AddressLedger ledger) {
        return ReadableAddresses.read(text)
                .map(IpPrefix::address)
                .filter(address ->
                        pools.stream().anyMatch(pool -> ledger.rangesOf(pool).holds(address)))
                .isPresent();
    }
}
