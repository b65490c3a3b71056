package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSocket;
import dev.virtualip.agent.link.KernelChannel;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.vrrp.Family;

/** Opens everything through which the event loop reaches the network and the kernel. */
public interface SocketFactory {

    /** Opens the socket for VRRP over one address family on one interface. */
    VrrpSocket openVrrp(String interfaceName, int interfaceIndex, Family family) throws NativeIoException;

    /** Opens the socket that receives the ARP packets (IPv4) or neighbor advertisements (IPv6) of one interface. */
    FrameSocket openClaims(int interfaceIndex, Family family) throws NativeIoException;

    /** Opens a socket that only sends frames, on any interface. */
    FrameSocket openFrames() throws NativeIoException;

    /** Opens a channel that receives the reports of changed interfaces and addresses. */
    KernelChannel openMonitor() throws NativeIoException;

    /** Opens a channel for requests. */
    KernelChannel openRequests() throws NativeIoException;
}
