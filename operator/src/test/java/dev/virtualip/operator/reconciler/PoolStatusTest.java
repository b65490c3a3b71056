package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.plan.model.PoolUsage.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pool reports its usage, and is not written again without a change. */
class PoolStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Usage NONE = new Usage(0, 0, 0);

    @Test
    void usageIsReportedByFamilyAndInAll() {
        VirtualIPPoolStatus status = status(usage(new Usage(16, 3, 11), new Usage(Long.MAX_VALUE, 1, 7)), null);

        assertThat(status.total()).isEqualTo(Long.MAX_VALUE);
        assertThat(status.used()).isEqualTo(4);
        assertThat(status.free()).isEqualTo(18);
        assertThat(status.families())
                .containsExactly(
                        new VirtualIPPoolStatus.FamilyUsage("IPv4", 16, 3, 11),
                        new VirtualIPPoolStatus.FamilyUsage("IPv6", Long.MAX_VALUE, 1, 7));
        assertThat(of(status, "Ready").status()).isEqualTo("True");
        assertThat(of(status, "Exhausted").status()).isEqualTo("False");
    }

    @Test
    void oneExhaustedFamilyIsNamedAndThePoolStaysReady() {
        VirtualIPPoolStatus status = status(usage(new Usage(2, 2, 0), new Usage(9, 1, 8)), null);

        assertThat(of(status, "Ready").status()).isEqualTo("True");
        assertThat(of(status, "Exhausted").status()).isEqualTo("True");
        assertThat(of(status, "Exhausted").message()).startsWith("No IPv4 address is free: extend spec.ranges");
    }

    @Test
    void exhaustedPoolIsNotReadyAndListsWhoWaits() {
        PoolUsage usage = new PoolUsage(
                new Usage(1, 1, 0),
                NONE,
                List.of("other"),
                List.of("192.0.2.1"),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"),
                List.of());
        VirtualIPPoolStatus status = status(usage, null);

        assertThat(of(status, "Ready").status()).isEqualTo("False");
        assertThat(of(status, "Ready").message()).endsWith("waiting for one: a, b, c, d, e, f, g, h and 1 more");
        assertThat(of(status, "Overlapping").message()).contains("addresses in common: other;");
        assertThat(of(status, "ContainsNodeAddress").message()).endsWith(": 192.0.2.1; take them out of the ranges");
    }

    @Test
    void problemIsNewOnceAndAgainWhenItsMessageChanges() {
        PoolUsage one = new PoolUsage(
                new Usage(1, 1, 0), NONE, List.of("other"), List.of("192.0.2.1"), List.of("a"), List.of());
        VirtualIPPoolStatus first = status(one, null);
        assertThat(PoolStatus.newProblems(null, first))
                .extracting(Condition::type)
                .containsExactly("Exhausted", "Overlapping", "ContainsNodeAddress");
        assertThat(PoolStatus.newProblems(first, status(one, first))).isEmpty();

        PoolUsage two = new PoolUsage(
                new Usage(1, 1, 0), NONE, List.of("more", "other"), List.of(), List.of("a", "b"), List.of());
        assertThat(PoolStatus.newProblems(first, status(two, first)))
                .extracting(Condition::message)
                .containsExactly("Pools with addresses in common: more, other; no address is allocated twice; make the"
                        + " ranges disjoint");
    }

    @Test
    void sameInputGivesTheSameStatus() {
        PoolUsage usage = usage(new Usage(16, 3, 11), NONE);
        VirtualIPPoolStatus first = status(usage, null);

        assertThat(PoolStatus.next(usage, 1, first, NOW.plusSeconds(9))).isEqualTo(first);
        assertThat(PoolStatus.next(usage, 2, first, NOW.plusSeconds(9))).isNotEqualTo(first);
    }

    @Test
    void foreignAddressIsListedWithItsHostAndKeepsItsTime() {
        ForeignAddress found = new ForeignAddress("192.0.2.71", "02:00:5e:00:00:99", "node-a", NOW.toString());
        PoolUsage usage = new PoolUsage(new Usage(16, 3, 11), NONE, List.of(), List.of(), List.of(), List.of(found));
        VirtualIPPoolStatus first = status(usage, null);
        assertThat(first.foreign()).containsExactly(found);
        assertThat(of(first, "ForeignAddresses").status()).isEqualTo("True");
        assertThat(of(first, "ForeignAddresses").message())
                .contains("192.0.2.71 (host with the MAC address 02:00:5e:00:00:99, found by node-a)");
        ForeignAddress later = new ForeignAddress(
                "192.0.2.71", "02:00:5e:00:00:99", "node-b", NOW.plusSeconds(3).toString());
        PoolUsage again = new PoolUsage(new Usage(16, 3, 11), NONE, List.of(), List.of(), List.of(), List.of(later));

        assertThat(status(again, first)).isEqualTo(first);
    }

    private static PoolUsage usage(Usage ipv4, Usage ipv6) {
        return new PoolUsage(ipv4, ipv6, List.of(), List.of(), List.of(), List.of());
    }

    private static VirtualIPPoolStatus status(PoolUsage usage, @Nullable VirtualIPPoolStatus previous) {
        return PoolStatus.next(usage, 1, previous, NOW);
    }

    private static Condition of(VirtualIPPoolStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
