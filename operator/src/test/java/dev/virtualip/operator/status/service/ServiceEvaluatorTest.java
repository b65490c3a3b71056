package dev.virtualip.operator.status.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServicePlan;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.planloop.PlanResults;
import dev.virtualip.operator.status.VirtualIPEvent;
import dev.virtualip.operator.status.service.ServiceChange.FinalizerStep;
import dev.virtualip.operator.status.service.ServiceChange.Phase;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes into a Service, from its creation to the end of its withdrawal. */
class ServiceEvaluatorTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final String ADDRESS = "192.0.2.10";
    private static final String NAME = "svc-shop-web";
    private static final Finding EXHAUSTED = new Finding("PoolExhausted", "no address is free");

    private boolean finalizer = true;
    private boolean deleting;
    private boolean taken;
    private ServiceState state = ServiceState.NEW;
    private @Nullable ServiceVerdict verdict = new ServiceVerdict(NAME, true, List.of(ADDRESS), null, List.of());
    private @Nullable VirtualIPStatus status;
    private Instant now = NOW;

    @Test
    void newServiceGetsTheFinalizerAndNoConditionYet() {
        finalizer = false;

        ServiceChange change = next();

        assertThat(change.finalizer()).isEqualTo(FinalizerStep.ADD);
        assertThat(change.status()).isNull();
        assertThat(change.nextLookAt()).isEqualTo(NOW.plusSeconds(5));
        now = NOW.plusSeconds(5);
        assertThat(written().condition()).extracting("reason").isEqualTo("WaitingForNodes");
    }

    @Test
    void addressIsShownFromTheFirstAnswerOn() {
        status = status("node-a", "True", "Active");

        assertThat(written().ingress()).containsExactly(ADDRESS);
        assertThat(written().condition()).extracting("status").isEqualTo("True");
        assertThat(next().events()).extracting(VirtualIPEvent::reason).containsExactly("Assigned");
        assertThat(next().phase()).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void addressBetweenNodesStaysWithoutAWrite() {
        status = status("node-a", "True", "Active");
        state = new ServiceState(null, null, written().condition(), List.of(ADDRESS), false);
        status = status(null, "False", "Electing");

        assertThat(next().isEmpty()).isTrue();
    }

    @Test
    void addressWithoutAnActiveStaysAndSaysSo() {
        state = new ServiceState(null, null, null, List.of(ADDRESS), false);
        status = status(null, "False", "NoActive");

        assertThat(written().ingress()).isNull();
        assertThat(written().condition()).extracting("reason").isEqualTo("NoActive");
    }

    @Test
    void refusedServiceSaysWhyOnce() {
        verdict = new ServiceVerdict(null, true, List.of(), EXHAUSTED, List.of());

        assertThat(next().events()).extracting(VirtualIPEvent::reason).containsExactly("AllocationFailed");
        state = new ServiceState(null, null, written().condition(), List.of(), false);
        assertThat(next().isEmpty()).isTrue();
    }

    @Test
    void addressOfAnotherLoadBalancerIsNotRemoved() {
        state = new ServiceState(null, null, null, List.of("198.51.100.9"), true);
        status = status("node-a", "True", "Active");

        assertThat(written().ingress()).isNull();
        assertThat(written().condition()).extracting("reason").isEqualTo("OtherImplementation");
    }

    @Test
    void addressTakenOverFromAnotherLoadBalancerIsWrittenOnceAndClearedAtTheEnd() {
        status = status("node-a", "True", "Active");
        state = new ServiceState(null, null, null, List.of(ADDRESS), true);

        assertThat(written().ingress()).containsExactly(ADDRESS);
        state = new ServiceState(null, null, written().condition(), List.of(ADDRESS), false);
        assertThat(next().isEmpty()).isTrue();
        verdict = null;
        assertThat(written().ingress()).isEmpty();
    }

    @Test
    void serviceOfAnotherClassIsLeftAlone() {
        finalizer = false;
        verdict = null;

        assertThat(next().isEmpty()).isTrue();
        assertThat(next().phase()).isEqualTo(Phase.NOT_SERVED);
    }

    @Test
    void changedTypeClearsAndReleasesOnceNoNodeHoldsTheAddress() {
        verdict = null;
        state = new ServiceState(null, null, null, List.of(ADDRESS), false);

        ServiceChange change = next();

        assertThat(change.finalizer()).isEqualTo(FinalizerStep.REMOVE);
        assertThat(written()).isEqualTo(new StatusPatch(List.of(), null));
        assertThat(change.events()).extracting(VirtualIPEvent::reason).containsExactly("Withdrawn");
    }

    @Test
    void deletedServiceWaitsForItsVirtualIPThirtySecondsAtMost() {
        deleting = true;
        verdict = new ServiceVerdict(NAME, false, List.of(), null, List.of());
        state = new ServiceState(null, NOW, null, List.of(ADDRESS), false);
        holder = true;

        assertThat(next().isEmpty()).isTrue();
        assertThat(next().nextLookAt()).isEqualTo(NOW.plusSeconds(30));
        now = NOW.plusSeconds(30);
        assertThat(next().finalizer()).isEqualTo(FinalizerStep.REMOVE);
        assertThat(next().events())
                .extracting(VirtualIPEvent::message)
                .singleElement()
                .asString()
                .contains("no confirmation from node-b");
    }

    @Test
    void virtualIPOfAUserWithItsNameIsNotOverwrittenAndNamed() {
        taken = true;

        assertThat(written().condition()).extracting("reason").isEqualTo("NameTaken");
        assertThat(written().condition())
                .extracting("message")
                .asString()
                .contains("VirtualIP svc-shop-web", "rename it", "virtualip.dev/virtual-ip");
        assertThat(next().events()).extracting(VirtualIPEvent::type).containsExactly(VirtualIPEvent.Type.WARNING);
    }

    private boolean holder;

    private StatusPatch written() {
        return Objects.requireNonNull(next().status());
    }

    private ServiceChange next() {
        TreeMap<String, ServiceVerdict> verdicts = new TreeMap<>();
        if (verdict != null) {
            verdicts.put("shop/web", verdict);
        }
        TreeMap<String, OwnedVirtualIP> wanted = new TreeMap<>();
        Map<String, WantedVirtualIP> present = new HashMap<>();
        if (taken) {
            VirtualIPSpec spec =
                    VirtualIPSpec.builder().addresses(List.of(ADDRESS)).build();
            wanted.put(NAME, new OwnedVirtualIP(Map.of(), Map.of(), spec));
            present.put(
                    NAME, new WantedVirtualIP(NAME, "uid", 1, NOW, Map.of(), Map.of(), spec, VirtualIPStatus.none()));
        }
        Plan plan = new Plan(
                new TreeMap<>(),
                new TreeMap<>(),
                Set.of(),
                new TreeMap<>(),
                null,
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new ServicePlan(verdicts, wanted, new TreeSet<>()),
                "");
        ServiceInput input = new ServiceInput(
                plan,
                present,
                holder
                        ? new PlanResults()
                                .seen("node-b", 1, PlanResults.spec(100))
                                .make()
                                .snapshot()
                                .observed()
                                .routers()
                        : Map.of(),
                name -> status,
                now);
        return ServiceEvaluator.next(input, service(), state);
    }

    private WantedService service() {
        return new WantedService(
                "shop",
                "web",
                "uid",
                NOW,
                Map.of(),
                Map.of(),
                Map.of(),
                deleting,
                finalizer ? List.of(WantedService.FINALIZER) : List.of(),
                true,
                null,
                null,
                List.of(IpFamily.IPV4),
                "SingleStack",
                List.of(),
                Map.of(),
                false,
                0,
                Set.of(),
                state.ingress());
    }

    private static VirtualIPStatus status(@Nullable String node, String ready, String reason) {
        return VirtualIPStatus.builder()
                .addresses(List.of(ADDRESS + "/24"))
                .conditions(List.of(new Condition("Ready", ready, reason, "as it is", NOW.toString(), 1L)))
                .virtualRouters(List.of(new RouterSummary("web-ipv4", "IPv4", 1, node, List.of(), List.of())))
                .build();
    }
}
