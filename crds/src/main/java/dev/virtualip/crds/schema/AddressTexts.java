package dev.virtualip.crds.schema;

import java.util.List;

/**
 * Addresses as text. Two addresses are compared by whether the network of one alone contains the other: what "=="
 * between them costs is unknown to the oldest API servers that we support, and they refuse what they cannot bound.
 */
final class AddressTexts {
    private static final int MAX_LENGTH = 64;

    /** What stands before the prefix. */
    private static final String HOST_PART = "self.split('/')[0]";

    private static final String WHY_NO_ADDRESS = """
        self.contains('%') ? 'names an interface; remove everything from the % on'
          : HOST.matches('^[0:]*:(ffff|FFFF):[0-9a-fA-F.:]+$')
            ? 'is IPv4 inside IPv6; write ' + (self.contains('.') ? HOST.substring(HOST.lastIndexOf(':') + 1)
              : 'the IPv4 address')
          : 'is not an IP address; write one such as 192.0.2.10 or 2001:db8::10'
        """.replace("HOST", HOST_PART);

    private static final String WHY_NO_PREFIX = """
        isIP(HOST) ? 'has no usable prefix; write a number from 1 to ' + (self.contains(':') ? '128' : '32')
            + ' after the /' :
        """.replace("HOST", HOST_PART);

    /** What an address is instead of a host's; empty for a host's. Whether it is one at all is another rule's. */
    private static final String KIND = """
        !isIP(HOST) ? ''
          : cidr('224.0.0.0/4').containsIP(HOST) || cidr('ff00::/8').containsIP(HOST) ? 'a multicast address'
          : ip(HOST).isUnspecified() ? 'the unspecified address'
          : ip(HOST).isLoopback() ? 'a loopback address'
          : HOST == '255.255.255.255' ? 'the broadcast address'
        """.replace("HOST", HOST_PART);

    /** The same within the network that a prefix gives; of all bits but one it has two hosts and nothing else. */
    private static final String KIND_IN_NETWORK = """
          : !isCIDR(self) || cidr(self).prefixLength() >= (self.contains(':') ? 127 : 31) ? ''
          : SAME ? 'the address of its network'
          : !self.contains(':') && [HOST.split('.').map(o, int(o))].exists(o,
              (o[0] * 16777216 + o[1] * 65536 + o[2] * 256 + o[3] + 1) % SIZES[cidr(self).prefixLength()] == 0)
            ? 'the broadcast address of its network' : ''
        """.replace("SAME", same(HOST_PART, "cidr(self).masked().ip()"))
            .replace("HOST", HOST_PART)
            .replace("SIZES", Cel.sizesOfIpv4Networks());

    /** An address with or without a prefix. */
    static final Text WITH_PREFIX = new Text(
            MAX_LENGTH,
            "^[0-9a-fA-F:.]{2,45}(/[1-9][0-9]{0,2})?$",
            List.of(
                    Rule.of(
                            "isIP(self) || (isCIDR(self) && !self.endsWith('/0'))",
                            "\"{self}\" {" + WHY_NO_PREFIX + WHY_NO_ADDRESS + "}"),
                    host(KIND + KIND_IN_NETWORK)));

    private static final Rule IS_ALONE = Rule.of(
            "isIP(self)",
            "\"{self}\" {self.contains('/') ? 'has a prefix; write the address alone' : " + WHY_NO_ADDRESS + "}");

    /** An address to connect to, loopback too; people write a URL, a port or a name instead. */
    static final Text HOST = new Text(253, "^[0-9a-fA-F:.]{2,45}$", List.of(Rule.of("isIP(self)", """
        "{self}" {
          self.contains('://') ? 'is a URL; write the address alone, such as 127.0.0.1'
          : self.contains('/') ? 'has a prefix; write the address alone'
          : self.matches('^([0-9.]+|.*[\\\\]]):[0-9]+$') ? 'has a port; write the address alone, and the port in port'
          : 'is not an IP address; write one such as 127.0.0.1 or ::1'
        }\
        """)));

    /** An address without a prefix. */
    static final Text ALONE = new Text(MAX_LENGTH, "^[0-9a-fA-F:.]{2,45}$", List.of(IS_ALONE, host(KIND + ": ''")));

    private AddressTexts() {}

    /** No address twice, compared as addresses: in a list of texts with or without prefixes. */
    static Rule distinct() {
        String same = "(isIP(a.split('/')[0]) && isIP(b.split('/')[0]) ? " + same("a.split('/')[0]", "b.split('/')[0]")
                + " : a == b)";
        return Rule.of(
                "self.all(a, self.exists_one(b, " + same + "))",
                "{self.filter(a, !self.exists_one(b, " + same + "))[0]} is given twice; remove one");
    }

    /** The expression that the text of an address and another address, or its text, are the same address. */
    static String same(String text, String other) {
        return "cidr(%s + (%s.contains(':') ? '/128' : '/32')).containsIP(%s)".formatted(text, text, other);
    }

    private static Rule host(String kind) {
        return Rule.of("(" + kind + ") == ''", "{self} is {" + kind + "}; give a host's address");
    }
}
