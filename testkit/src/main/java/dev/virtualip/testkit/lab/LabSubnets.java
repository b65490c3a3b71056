package dev.virtualip.testkit.lab;

import java.net.InetAddress;

/** The subnets that a lab's hosts share: one for IPv4, one for IPv6. */
public enum LabSubnets {
    /** The subnet of the two hosts that the project's example sets up. */
    EXAMPLE("192.168.31."),
    /** The subnet for documentation. */
    DOCUMENTATION("192.0.2.");

    private static final String INET6 = "2001:db8::";

    private final String inet;

    LabSubnets(String inet) {
        this.inet = inet;
    }

    /** The IPv4 address with this last number (1..254), in a /24. */
    public InetAddress inet(int number) {
        return InetAddress.ofLiteral(inet + number);
    }

    /** The IPv6 address with this last group (read as hexadecimal digits), in a /64. */
    public InetAddress inet6(int number) {
        return InetAddress.ofLiteral(INET6 + number);
    }
}
