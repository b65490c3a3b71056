package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualRouter;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs with and without explicit defaults are equivalent. */
class RouterSpecComparisonTest {
    private static final String PLANNED = "\"name\": \"r\", \"addresses\": [\"192.0.2.10/24\"]";

    @Test
    void explicitDefaultsAreEquivalent() {
        VirtualRouter writtenOut = router(PLANNED + """
            , "priority": 100, "advertisementInterval": "1s", "addressLifetime": "3s", "bindPrefix": false
            , "acceptMode": "Accept", "preempt": {"policy": "Always", "delay": "0s"}, "release": ""
            , "vrrp": {"version": 3, "transport": "Multicast", "checksum": "WithPseudoHeader"}
            , "announcements": {"repeat": 5, "interval": "100ms", "delay": "1s", "refresh": "60s"}\
            """);

        assertThat(RouterSpecComparison.equivalent(router(PLANNED), writtenOut)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"priority\": 99",
                "\"interface\": \"eth9\"",
                "\"virtualIPs\": [\"other\"]",
                "\"extraAddresses\": [\"192.0.2.99\"]",
                "\"addressLabel\": \"eth1:1\"",
                "\"bindPrefix\": true",
                "\"addressLifetime\": \"4s\"",
                "\"release\": \"1\"",
                "\"advertisementInterval\": \"2s\"",
                "\"preempt\": {\"policy\": \"Never\"}",
                "\"preempt\": {\"delay\": \"1s\"}",
                "\"vrrp\": {\"virtualRouterID\": 9}",
                "\"vrrp\": {\"version\": 2}",
                "\"vrrp\": {\"transport\": \"Unicast\"}",
                "\"vrrp\": {\"checksum\": \"MessageOnly\"}",
                "\"vrrp\": {\"allowedSources\": [\"192.0.2.9\"]}",
                "\"vrrp\": {\"authentication\": {\"type\": \"Password\", \"secretRef\": {\"name\": \"a\", \"key\":"
                        + " \"b\"}}}",
                "\"sourceAddress\": \"192.0.2.9\"",
                "\"unicastPeers\": [\"192.0.2.9\"]",
                "\"acceptMode\": \"Drop\"",
                "\"moveGroup\": \"g\"",
                "\"announcements\": {\"repeat\": 6}"
            })
    void otherFieldMakesADifference(String field) {
        assertThat(RouterSpecComparison.equivalent(router(PLANNED), router(PLANNED + ", " + field)))
                .isFalse();
    }

    private static VirtualRouter router(String fields) {
        return Serialization.unmarshal("{" + fields + "}", VirtualRouter.class);
    }
}
