package dev.virtualip.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules as a whole; the agent's table of documents tests each rule with its message. */
class VRRPRouterRulesTest {

    @Test
    void specThatRunsNothingIsRight() {
        assertThat(VRRPRouterRules.check(VRRPRouterSpec.of(List.of()))).isEmpty();
    }

    @Test
    void fullInterfaceIsRight() {
        List<VirtualRouter> routers =
                IntStream.rangeClosed(1, 255).mapToObj(id -> router(id, "eth1")).toList();

        assertThat(VRRPRouterRules.check(VRRPRouterSpec.of(routers))).isEmpty();
    }

    @Test
    void moreVirtualRoutersThanANodeRunsAreRefusedOnce() {
        List<VirtualRouter> routers = IntStream.rangeClosed(0, VRRPRouterSpec.MAX_VIRTUAL_ROUTERS)
                .mapToObj(i -> router(1 + i % 255, "eth" + i / 255))
                .toList();

        assertThat(VRRPRouterRules.check(VRRPRouterSpec.of(routers)))
                .containsExactly(new Problem("spec.virtualRouters", "1025 items are too many; give at most 1024"));
    }

    @Test
    void allProblemsAreFoundUpToABound() {
        VirtualRouter empty = VirtualRouter.builder().build();

        assertThat(VRRPRouterRules.check(VRRPRouterSpec.of(List.of(empty))))
                .extracting(Problem::path)
                .containsExactly(
                        "spec.virtualRouters[0].name",
                        "spec.virtualRouters[0].interface",
                        "spec.virtualRouters[0].addresses",
                        "spec.virtualRouters[0].vrrp.virtualRouterID");
        List<VirtualRouter> many = IntStream.range(0, 100).mapToObj(_ -> empty).toList();
        assertThat(VRRPRouterRules.check(VRRPRouterSpec.of(many))).hasSize(100);
    }

    private static VirtualRouter router(int id, String interfaceName) {
        String name = interfaceName + "-" + id;
        return VirtualRouter.builder()
                .name(name)
                .interfaceName(interfaceName)
                .addresses(List.of("198.51.100." + id))
                .vrrp(Vrrp.builder().virtualRouterID(id).build())
                .build();
    }
}
