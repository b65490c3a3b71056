package dev.virtualip.agent.router;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of tests with two hosts and a cable between them: each host can run the event loop on the real kernel. */
abstract class ConnectedHosts {
    /** The host under test, 192.0.2.1 on eth0. */
    final Host host = new Host();

    /** The other end of the cable, 192.0.2.2 on eth0. */
    final Host peer = new Host();

    @BeforeEach
    final void connect() {
        Host.connect(host, peer);
    }

    @AfterEach
    final void close() {
        try {
            host.close();
        } finally {
            peer.close();
        }
    }
}
