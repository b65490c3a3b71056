package dev.virtualip.daemon.page;

import dev.virtualip.daemon.ListenAddress;
import java.net.InetSocketAddress;

/** Checks the address of the page: it has no login, so only loopback is allowed unless an administrator consents. */
public final class PageAddress {
    /** The option with which an administrator consents. */
    public static final String CONSENT = "--page-without-login";

    private PageAddress() {}

    /**
     * Returns the address.
     *
     * @param consent whether the page may be served to other hosts
     * @throws IllegalArgumentException if it is not loopback, without consent; the message names the remedy
     */
    public static InetSocketAddress checked(InetSocketAddress address, boolean consent) {
        if (consent || isLoopback(address)) {
            return address;
        }
        throw new IllegalArgumentException(("option --page: %s is reached from other hosts, and the page has no login;"
                        + " use 127.0.0.1:%d and forward the port (kubectl port-forward, ssh -L), or add %s=true if a"
                        + " firewall or a proxy with a login protects it")
                .formatted(ListenAddress.format(address), address.getPort(), CONSENT));
    }

    /** Whether only this host reaches it. */
    public static boolean isLoopback(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress();
    }

    /** A warning for the log when other hosts reach the page. */
    public static String warning(InetSocketAddress address) {
        return ("The live page at %s has no login and no TLS: everybody who reaches it sees all addresses, nodes and"
                        + " problems")
                .formatted(ListenAddress.format(address));
    }

    /** The URL of the page, as a browser on this host opens it. */
    public static String url(InetSocketAddress address) {
        return "http://" + ListenAddress.format(address) + "/";
    }
}
