package dev.virtualip.agent.architecture.wrong.netlink;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Asks the name service and the host, and depends on the codec. */
public final class Wrong {

    private Wrong() {}

    static @Nullable NetworkInterface byName(String name) throws UnknownHostException, SocketException {
        return NetworkInterface.getByInetAddress(InetAddress.getByName(name));
    }

    static Class<?> arrow() {
        return dev.virtualip.agent.architecture.wrong.wire.Wrong.class;
    }
}
