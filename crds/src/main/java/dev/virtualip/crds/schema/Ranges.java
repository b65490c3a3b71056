package dev.virtualip.crds.schema;

import java.util.List;

/**
 * The ranges of a pool as text: a network, or the first and the last address. CEL cannot compare addresses: those of
 * IPv4 are compared byte by byte, those of IPv6 differ in their last group only.
 */
final class Ranges {
    private static final String FIRST = "self.split('-')[0]";
    private static final String LAST = "self.split('-')[1]";
    private static final String IS_PAIR = fill("""
        (self.split('-').size() == 2 && isIP(FIRST) && isIP(LAST) && ip(FIRST).family() == ip(LAST).family())
        """);
    private static final String IS_NEAR = fill("""
        (FIRST.lowerAscii().substring(0, FIRST.lastIndexOf(':'))
            == LAST.lowerAscii().substring(0, LAST.lastIndexOf(':'))
          && self.matches('[0-9a-fA-F]-.*[0-9a-fA-F]$') && !self.contains('.'))
        """);

    /** At each byte the first is not above the last, or was below it before. */
    private static final String IN_ORDER_IPV4 = fill("""
        [[FIRST.split('.').map(o, int(o)), LAST.split('.').map(o, int(o))]].exists(p, [0, 1, 2, 3].all(i,
          p[0][i] <= p[1][i] || [0, 1, 2].exists(j, j < i && p[0][j] < p[1][j])))
        """);

    private static final String IN_ORDER_IPV6 = lastGroup(FIRST) + " <= " + lastGroup(LAST);

    static final Text TEXT = new Text(
            96,
            "",
            List.of(
                    Rule.of(
                            "!isIP(self)",
                            "{self} is a single address; write it as a range of one,"
                                    + " {self}/{self.contains(':') ? '128' : '32'}"),
                    Rule.of(
                            "isIP(self) || isCIDR(self) || " + IS_PAIR,
                            "\"{self}\" is not a range; write a network such as 192.0.2.0/28, or the first and the last"
                                    + " address, such as 192.0.2.10-192.0.2.20"),
                    Rule.of(
                            "!isCIDR(self) || " + AddressTexts.same("self.split('/')[0]", "cidr(self).masked().ip()"),
                            "{self} is an address in a network; write its network, such as 192.0.2.0/28"),
                    Rule.of(
                            "!" + IS_PAIR + " || !self.contains(':') || " + IS_NEAR,
                            "{self}: in IPv6 the two differ in the last group only; write a network, or a range for"
                                    + " each"),
                    Rule.of(
                            "!" + IS_PAIR + " || (self.contains(':') ? !" + IS_NEAR + " || " + IN_ORDER_IPV6 + " : "
                                    + IN_ORDER_IPV4 + ")",
                            "{self} ends before it begins; write the lower address first")));

    private Ranges() {}

    private static String fill(String expression) {
        return expression.strip().replace("FIRST", FIRST).replace("LAST", LAST);
    }

    /** The last group of an IPv6 address as four digits, whose order is that of the numbers. */
    private static String lastGroup(String address) {
        String digits = address + ".lowerAscii().substring(" + address + ".lastIndexOf(':') + 1)";
        return "('000' + " + digits + ").substring(" + digits + ".size() - 1)";
    }
}
