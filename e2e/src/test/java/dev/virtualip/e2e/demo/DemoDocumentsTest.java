package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoDocumentsTest {
    private static final String IMPORTED = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: lb02}
        spec:
          virtualRouters:
          - name: VI_1
            interface: eth1
            addresses: [192.168.31.5]
            priority: 100
            sourceAddress: 192.168.31.12
            vrrp: {virtualRouterID: 55, version: 2}
        """;

    @Test
    void thirdHostGetsRoutersOfTheSecondWithOwnNameAndPriority() {
        assertThat(DemoDocuments.forHost(IMPORTED, "lb03", 50))
                .contains("\"name\" : \"lb03\"", "\"priority\" : 50", "\"virtualRouterID\" : 55")
                .doesNotContain("lb02", "sourceAddress");
    }

    @Test
    void addedRouterLeavesTheImportedOneUnchanged() {
        String changed = DemoDocuments.withQuickRouter(IMPORTED, "192.168.31.6/24", 150);
        assertThat(changed).contains("VI_1", "\"priority\" : 100", "192.168.31.6/24", "100ms", "\"priority\" : 150");
        assertThat(DemoDocuments.withQuickRouter(changed, "192.168.31.7/24", 1))
                .contains("192.168.31.6/24", "192.168.31.7/24");
    }
}
