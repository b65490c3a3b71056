package dev.virtualip.daemon;

import dev.virtualip.crds.format.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of the {@code ADDRESS:PORT} that an option names. */
public final class ListenAddress {
    private static final Pattern FORM = Pattern.compile("(?:\\[(?<six>[^]]+)]|(?<four>[^:]*)):(?<port>\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    private ListenAddress() {}

    /**
     * The address that a text such as {@code 127.0.0.1:9851}, {@code [::1]:9851} or {@code :9851} (all of the host's
     * addresses) names. Names are not looked up. Port 0 takes any free one.
     *
     * @throws IllegalArgumentException if it is none; the message names the expected form
     */
    public static InetSocketAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text, "it is not ADDRESS:PORT");
        }
        int port = Integer.parseInt(form.group("port"));
        if (port > MAX_PORT) {
            throw refused(text, "ports end at " + MAX_PORT);
        }
        String six = form.group("six");
        String address = six == null ? form.group("four") : six;
        if (address.isEmpty()) {
            return new InetSocketAddress(port);
        }
        try {
            InetAddress parsed = AddressText.parse(address);
            return new InetSocketAddress(parsed, port);
        } catch (IllegalArgumentException e) {
            throw refused(text, String.valueOf(e.getMessage()));
        }
    }

    /** The text form. */
    public static String format(InetSocketAddress address) {
        String host = AddressText.format(address.getAddress());
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException(
                "cannot listen on '" + text + "': " + why + "; write for example 127.0.0.1:9851, [::1]:9851 or :9851");
    }
}
