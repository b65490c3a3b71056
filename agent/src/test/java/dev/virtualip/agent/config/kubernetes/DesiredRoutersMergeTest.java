package dev.virtualip.agent.config.kubernetes;

import static dev.virtualip.agent.config.kubernetes.RouterDocuments.NO_SECRETS;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.held;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.order;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.router;
import static dev.virtualip.agent.config.kubernetes.RouterDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The meaning of absence (see the contract), and isolation: a faulty entry delays no other. */
final class DesiredRoutersMergeTest {
    private static final String ONE = router(1, "192.0.2.1/24");
    private static final String TWO = router(2, "192.0.2.2/24");
    private static final String BAD = router("r1", 1, "192.0.2.300", "");

    @Test
    void itemRemovedFromTheObjectThatNamedItIsWithdrawn() {
        DesiredRouters merged = merge(held("u1", ONE, TWO), order("u1", TWO));

        assertThat(text(merged.routers())).isEqualTo("r2=192.0.2.2");
        assertThat(merged.complete()).isTrue();
        assertThat(merged.withdrawsAny(held("u1", ONE, TWO))).isTrue();
    }

    @Test
    void recreatedObjectThatDoesNotNameItChangesNothing() {
        List<StoredRouter> before = held("u1", ONE, TWO);
        DesiredRouters merged = merge(before, order("u2", TWO));

        assertThat(text(merged.listed())).isEqualTo("r2=192.0.2.2");
        assertThat(text(merged.unlisted())).isEqualTo("r1=192.0.2.1");
        assertThat(merged.withdrawsAny(before)).isFalse();
        assertThat(merged.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("Unlisted");
            assertThat(condition.message())
                    .contains("r1 (192.0.2.1)", "virtualip.dev/withdraw-unlisted")
                    .doesNotContain("r2");
        });
    }

    @Test
    void unlistedRouterIsNotConfirmedAndANamedOneIs() {
        DesiredRouters merged = merge(held("u1", ONE, TWO), order("u2", TWO));

        assertThat(merged.specs())
                .extracting(VirtualRouterSpec::name, VirtualRouterSpec::confirmed)
                .containsExactly(tuple("r2", true), tuple("r1", false));
    }

    /** The order itself is carried out: it never named the others, and the status lists them. */
    @Test
    void generationIsCarriedOutAlsoWhileSomethingUnlistedRunsOn() {
        assertThat(merge(held("u1", ONE), order("u2")).complete()).isTrue();
    }

    @Test
    void namedOnceByTheNewObjectItsAbsenceIsAnOrderAgain() {
        List<StoredRouter> adopted = merge(held("u1", ONE), order("u2", ONE)).routers();

        assertThat(merge(adopted, order("u2")).routers()).isEmpty();
    }

    @Test
    void recreatedObjectCanHaveTheUnlistedWithdrawn() {
        ParsedRouters wanted = RouterDocuments.read("u2", RouterDocuments.spec(TWO), RouterDocuments.WITHDRAW);

        assertThat(text(merge(held("u1", ONE, TWO), wanted).routers())).isEqualTo("r2=192.0.2.2");
    }

    @Test
    void placeThatIsGivenToAnotherIsNotHeldByTheUnlisted() {
        assertThat(text(merge(held("u1", ONE), order("u2", router("new", 1, "192.0.2.9", "")))
                        .routers()))
                .as("the same Virtual Router ID")
                .isEqualTo("new=192.0.2.9");
        assertThat(text(merge(held("u1", ONE), order("u2", router("new", 9, "192.0.2.1/32", "")))
                        .routers()))
                .as("the same address, written otherwise")
                .isEqualTo("new=192.0.2.1");
    }

    @Test
    void faultyEntryStaysAsItWasAndDelaysNoOther() {
        DesiredRouters merged = merge(held("u1", ONE), order("u1", BAD, TWO));

        assertThat(text(merged.routers())).isEqualTo("r1=192.0.2.1 r2=192.0.2.2");
        assertThat(merged.complete()).as("carried out").isFalse();
        assertThat(reasons(merged, "r1")).containsExactly("Invalid");
        assertThat(merged.routerConditions()).doesNotContainKey("r2");
    }

    @Test
    void faultyNewEntryIsLeftOutAndReported() {
        DesiredRouters merged = merge(List.of(), order("u1", BAD, TWO));

        assertThat(text(merged.routers())).isEqualTo("r2=192.0.2.2");
        assertThat(merged.complete()).as("nothing of before is in its place").isTrue();
        assertThat(merged.skippedRouters()).singleElement().satisfies(left -> {
            assertThat(left.name()).isEqualTo("r1");
            assertThat(left.virtualRouterId()).isEqualTo(1);
        });
    }

    @Test
    void commandFromKubernetesIsRefused() {
        String checks = ",\"healthChecks\":[{\"name\":\"x\",\"command\":{\"argv\":[\"/bin/sh\"]}}]";
        String command = router("r1", 1, "192.0.2.1", checks);
        DesiredRouters merged = merge(List.of(), order("u1", command, TWO));

        assertThat(text(merged.routers())).isEqualTo("r2=192.0.2.2");
        assertThat(String.valueOf(merged.routerConditions().get("r1"))).contains("command: is for files only");
    }

    @Test
    void newEntryMustNotConflictWithOneThatStaysBecauseItsChangeIsFaulty() {
        String takesTheId = router("new", 1, "192.0.2.9", "");
        String takesTheAddress = router("other", 8, "192.0.2.1", "");
        DesiredRouters merged = merge(held("u1", ONE), order("u1", takesTheId, BAD, takesTheAddress, TWO));

        assertThat(text(merged.routers())).isEqualTo("r1=192.0.2.1 r2=192.0.2.2");
        assertThat(reasons(merged, "new")).containsExactly("Invalid");
        assertThat(reasons(merged, "other")).containsExactly("Invalid");
    }

    @Test
    void ofTwoThatExcludeEachOtherTheSecondIsBlamed() {
        DesiredRouters merged = merge(List.of(), order("u1", ONE, router("late", 1, "192.0.2.3", "")));

        assertThat(text(merged.routers())).isEqualTo("r1=192.0.2.1");
        assertThat(reasons(merged, "late")).containsExactly("Invalid");
    }

    @Test
    void ambiguousPartOfASpecWithdrawsNothing() {
        DesiredRouters merged = merge(held("u1", ONE), order("u1", TWO, "{\"interface\":\"eth1\"}"));

        assertThat(text(merged.routers())).isEqualTo("r2=192.0.2.2 r1=192.0.2.1");
        assertThat(merged.complete()).isFalse();
    }

    @Test
    void halfAnObjectWithdrawsNothing() {
        DesiredRouters merged = merge(held("u1", ONE), RouterDocuments.read("u1", "{}", "{}"));

        assertThat(text(merged.routers())).isEqualTo("r1=192.0.2.1");
        assertThat(merged.complete()).isFalse();
        assertThat(merged.conditions()).extracting(RouterCondition::reason).contains("Incomplete");
    }

    @Test
    void takingAnAddressAwayIsAWithdrawalAlthoughItsVirtualRouterStays() {
        List<StoredRouter> before = held("u1", ONE);

        assertThat(merge(before, order("u1", router(1, "192.0.2.9"))).withdrawsAny(before))
                .isTrue();
        assertThat(merge(before, order("u1", ONE, TWO)).withdrawsAny(before)).isFalse();
    }

    @Test
    void unlistedRoutersAreReportedBriefly() {
        RouterCondition told = merge(held("u1", RouterDocuments.routers(200)), order("u2"))
                .conditions()
                .getFirst();

        assertThat(told.message()).contains("r1 (192.0.2.1)", "and 192 more").hasSizeLessThan(600);
    }

    private static List<String> reasons(DesiredRouters merged, String name) {
        return merged.routerConditions().getOrDefault(name, List.of()).stream()
                .map(RouterCondition::reason)
                .toList();
    }

    private static DesiredRouters merge(List<StoredRouter> before, ParsedRouters order) {
        return DesiredRoutersMerge.of(before, order, NO_SECRETS);
    }
}
