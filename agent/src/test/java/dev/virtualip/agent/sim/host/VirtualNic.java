package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.sim.lan.VirtualLan;
import dev.virtualip.agent.wire.MacAddress;

/** A network card of one virtual host: a link for its kernel, a station for the LAN. */
public final class VirtualNic implements VirtualLan.Station {
    final VirtualKernel kernel;
    public final VirtualLan lan;
    public final int index;
    final String name;
    public MacAddress mac;

    /** Whether the administrator wants it up. */
    boolean up = true;

    /** Whether it has a carrier. */
    boolean carrier = true;

    VirtualNic(VirtualKernel kernel, VirtualLan lan, int index, MacAddress mac) {
        this.kernel = kernel;
        this.lan = lan;
        this.index = index;
        this.name = "lan" + (index - 2);
        this.mac = mac;
        lan.attach(this);
    }

    public boolean usable() {
        return up && carrier;
    }

    @Override
    public void receive(Frame frame) {
        kernel.receive(this, frame);
    }

    /** Sends a frame if it can carry one. */
    void send(Frame frame) {
        if (usable() && !kernel.frozen()) {
            lan.send(this, frame);
        }
    }
}
