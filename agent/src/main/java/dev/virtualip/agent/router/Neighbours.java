package dev.virtualip.agent.router;

import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;

/** What lies around one virtual router: the others, and the port that they share. */
interface Neighbours {

    /** A state changed: a move group may follow. */
    void changed(RouterInstance router, State before, long nowNanos);

    /** Whether another virtual router of the interface wants the address, which is then left to it. */
    boolean leftToAnother(RouterInstance router, int linkIndex, InetAddress address);

    /** Reads what waits at a port: a packet that is there counts before a timer that expired. */
    void readBeforeExpiry(InterfacePort port, long nowNanos);
}
