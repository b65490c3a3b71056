package dev.virtualip.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonConfigTest {
    private static final RouterSetup ROUTER = RouterSetup.of("192.168.31.5/24")
            .priority(150)
            .interval(Duration.ofMillis(250))
            .noPreempt();

    @Test
    void keepalivedConfigHasOneBraceALine() {
        assertThat(KeepalivedConfig.of("lb01", List.of(ROUTER)))
                .contains("router_id lb01")
                .endsWith("""
                    vrrp_instance vr55 {
                        state BACKUP
                        interface eth1
                        virtual_router_id 55
                        version 3
                        priority 150
                        advert_int 0.25
                        nopreempt
                        virtual_ipaddress {
                            192.168.31.5/24 dev eth1
                        }
                    }
                    """);
    }

    @Test
    void version2PasswordIsWrittenForBothPrograms() {
        RouterSetup router = ROUTER.version2("123456");
        assertThat(KeepalivedConfig.of("lb01", List.of(router)))
                .contains("version 2", "advert_int 1.0", "auth_pass 123456");
        assertThat(AgentConfig.of("lb01", List.of(router)))
                .contains("version: 2, authentication: {type: Password, password: \"123456\"}");
    }

    @Test
    void agentConfigFollowsTheContract() {
        RouterSetup router = ROUTER.extra("addressLifetime: 2s", "vrrp.checksum: MessageOnly");
        assertThat(AgentConfig.of("lb01", List.of(router))).isEqualTo("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: lb01}
            spec:
              virtualRouters:
              - name: vr55
                interface: eth1
                addresses: ["192.168.31.5/24"]
                priority: 150
                advertisementInterval: 250ms
                preempt: {policy: Never}
                vrrp: {virtualRouterID: 55, version: 3, checksum: MessageOnly}
                addressLifetime: 2s
            """);
    }
}
