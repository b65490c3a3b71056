package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MacAddressTest {

    @Test
    void sixBytesHaveOneTextForm() {
        byte[] bytes = {0x02, 0, 0, (byte) 0x80, (byte) 0xff, (byte) 0xfb};
        assertThat(MacAddress.of(bytes)).hasToString("02:00:00:80:ff:fb").isEqualTo(new MacAddress(0x0200_0080_fffbL));
    }

    @Test
    void lowestBitOfTheFirstByteNamesAGroup() {
        assertThat(MacAddress.BROADCAST.isMulticast()).isTrue();
        assertThat(new MacAddress(0x3333_0000_0001L).isMulticast()).isTrue();
        assertThat(new MacAddress(0x0200_0000_00fbL).isMulticast()).isFalse();
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(new byte[8]));
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(1L << 48));
    }
}
