package dev.virtualip.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KubeProxyConfigTest {
    @Test
    void onlyIpvsWithoutStrictArpIsAFinding() {
        assertThat(KubeProxyConfig.finding(config("mode: ipvs\nipvs:\n  strictARP: false\n")))
                .isPresent();
        assertThat(KubeProxyConfig.finding(config("mode: \"ipvs\"\n"))).isPresent();
        assertThat(KubeProxyConfig.finding(config("mode: ipvs\nipvs:\n  strictARP: true\n")))
                .isEmpty();
        assertThat(KubeProxyConfig.finding(config("mode: nftables\nipvs:\n  strictARP: false\n")))
                .isEmpty();
        assertThat(KubeProxyConfig.finding(config("mode: \"\"\n"))).isEmpty();
        assertThat(KubeProxyConfig.finding(null)).isEmpty();
    }

    private static Map<String, String> config(String text) {
        return Map.of("config.conf", text);
    }
}
