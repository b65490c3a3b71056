package dev.virtualip.agent.loop;

import dev.virtualip.agent.linux.ReceivedPacket;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;

/** Receives everything that the event loop reads and measures; all calls come on the loop's thread. */
public interface LoopHandler {

    /** A new configuration replaces the last one. */
    void onConfig(List<VirtualRouterSpec> specs, long nowNanos);

    /**
     * The loop did not run for a while.
     *
     * @param gapNanos the time since it ran last
     * @param oversleptNanos the part of it that the loop had not planned to wait
     * @return whether at least one virtual router was affected
     */
    boolean onPause(long gapNanos, long oversleptNanos, long nowNanos);

    /**
     * A packet of IP protocol 112 was read.
     *
     * @param stale whether it was queued while this process did not run
     */
    void onAdvertisement(InterfacePort port, ReceivedPacket packet, long nowNanos, boolean stale);

    /** A host on the link claimed an address by ARP or a neighbor advertisement. */
    void onNeighbor(NeighborPort port, InetAddress address, MacAddress claimant, long nowNanos);

    /** An interface was set down; it may be up again already. */
    void onLinkDown(int linkIndex, long nowNanos);

    /** Interfaces or addresses of this host changed. */
    void onLink(long nowNanos);

    /** The kernel removed an address from an interface. */
    void onAddressRemoved(AddressRemoved removed, long nowNanos);

    /** Change reports of the kernel were lost, and all interfaces and addresses were listed again. */
    void onResynchronized(long nowNanos);

    /**
     * The health checks of a virtual router have these states, all of them; takes effect when the turn ends.
     *
     * @param virtualRouter its name
     */
    void onHealth(String virtualRouter, List<HealthCheckState> states);

    /** The agent stops: every virtual router leaves in order. */
    void onStop(long nowNanos);

    /** A turn of the loop ends. */
    void onTurnEnd(long nowNanos);

    /** Whether no virtual router is left. */
    boolean gone();

    /** The state of the node, for other threads. */
    NodeSnapshot snapshot();
}
