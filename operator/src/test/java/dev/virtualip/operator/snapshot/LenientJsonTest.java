package dev.virtualip.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import org.junit.jupiter.api.Test;

class LenientJsonTest {
    @Test
    void errorOnAWatchIsReadAsAStatusSoThatTheWatchBeginsAgain() {
        WatchEvent event = LenientJson.serialization().unmarshal("""
            {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
             "message": "too old resource version: 245 (289)", "reason": "Expired", "code": 410}}
            """, WatchEvent.class);

        assertThat(event.getObject())
                .isInstanceOfSatisfying(
                        Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
    }
}
