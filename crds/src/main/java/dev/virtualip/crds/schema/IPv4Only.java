package dev.virtualip.crds.schema;

/** The rules of what IPv6 has not, for objects that name their addresses. */
final class IPv4Only {
    private static final String SOME_IPV6 = "has(self.addresses) && self.addresses.exists(a, a.contains(':'))";
    private static final String ALL_IPV6 =
            "has(self.addresses) && self.addresses.size() > 0" + " && self.addresses.all(a, a.contains(':'))";

    static final Rule[] RULES = {
        Rule.of(
                        "!(has(self.vrrp) && has(self.vrrp.version) && self.vrrp.version == 2 && " + SOME_IPV6 + ")",
                        "2 cannot carry IPv6; use version 3 or IPv4 addresses")
                .on(".vrrp.version"),
        Rule.of(
                        "!has(self.addressLabel) || !(" + ALL_IPV6 + ")",
                        "is for IPv4: IPv6 addresses have no label; remove addressLabel")
                .on(".addressLabel"),
        Rule.of(
                        "!has(self.bindPrefix) || !self.bindPrefix || !(" + ALL_IPV6 + ")",
                        "is for IPv4: an IPv6 address never harms the host's own route; remove bindPrefix")
                .on(".bindPrefix")
    };

    private IPv4Only() {}
}
