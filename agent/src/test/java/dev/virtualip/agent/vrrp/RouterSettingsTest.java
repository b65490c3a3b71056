package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.PEER;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.THIRD;
import static dev.virtualip.agent.vrrp.Story.VIRTUAL;
import static dev.virtualip.agent.vrrp.Story.address;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouterSettingsTest {
    @Test
    void withoutAllowedSourcesAnyoneOnTheLinkMaySpeak() {
        assertThat(settings().build().admits(PEER)).isTrue();
    }

    @Test
    void withAllowedSourcesOnlyTheyMaySpeak() {
        RouterSettings router = settings().withAllowedSources(PEER).build();

        assertThat(router.admits(PEER)).isTrue();
        assertThat(router.admits(THIRD)).isFalse();
    }

    @Test
    void onlyPriority255IsTheOwner() {
        assertThat(settings().withPriority(255).build().owner()).isTrue();
        assertThat(settings().withPriority(254).build().owner()).isFalse();
    }

    @Test
    void advertisementHasTheOwnIntervalAndTheAddressesInOrder() {
        RouterSettings router = settings()
                .withAddresses("192.0.2.9", "192.0.2.1")
                .withExtraAddresses("192.0.2.5")
                .build();

        assertThat(router.advertisement(0))
                .isEqualTo(new Advertisement(3, 51, 0, SECOND, List.of(address("192.0.2.9"), VIRTUAL)));
        assertThat(router.heldAddresses()).containsExactly(address("192.0.2.9"), VIRTUAL, address("192.0.2.5"));
    }
}
