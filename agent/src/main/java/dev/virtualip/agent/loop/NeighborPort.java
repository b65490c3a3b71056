package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSocket;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.vrrp.Family;

/**
 * The socket of one interface and family that receives ARP or neighbor advertisements: what hosts on the link of the
 * addresses claim. The advertisements of the same virtual routers may use another interface.
 */
public final class NeighborPort implements AutoCloseable {
    private final String interfaceName;
    private final int interfaceIndex;
    private final Family family;
    private final FrameSocket claims;

    private NeighborPort(HostInterface link, Family family, FrameSocket claims) {
        this.interfaceName = link.name();
        this.interfaceIndex = link.index();
        this.family = family;
        this.claims = claims;
    }

    /** Opens the socket. */
    static NeighborPort open(SocketFactory sockets, HostInterface link, Family family) throws NativeIoException {
        return new NeighborPort(link, family, sockets.openClaims(link.index(), family));
    }

    String interfaceName() {
        return interfaceName;
    }

    public int interfaceIndex() {
        return interfaceIndex;
    }

    public Family family() {
        return family;
    }

    FrameSocket claims() {
        return claims;
    }

    @Override
    public void close() {
        claims.close();
    }
}
