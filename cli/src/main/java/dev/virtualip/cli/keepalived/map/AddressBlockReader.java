package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.DirectiveOutcomes.Outcome;
import dev.virtualip.cli.keepalived.parse.Directive;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an address block: an address, its prefix, and options as {@code ip address add} has them. */
final class AddressBlockReader {
    static final String LOOPBACK = "lo";

    /** What follows where keepalived has an address that the result lacks. */
    static final String SHORTER_LIST = "; a keepalived beside it refuses the shorter list: remove it there too";

    private static final int MAX_LABEL = 15;
    private static final Set<String> WITHOUT_VALUE =
            Set.of("home", "-nodad", "mngtmpaddr", "autojoin", "no_track", "use_vmac");

    private final DirectiveArguments arguments;
    private final boolean advertised;
    private @Nullable String device;
    private @Nullable String label;
    private boolean hasPeer;
    /** Why keepalived leaves the address out; null: it does not. */
    private @Nullable String refusal;

    private AddressBlockReader(DirectiveArguments arguments, boolean advertised) {
        this.arguments = arguments;
        this.advertised = advertised;
    }

    /** Reads {@code virtual_ipaddress}; each of its lines is in the ledger afterwards. */
    static Outcome readAdvertised(DirectiveArguments block, RawInstance raw) {
        return read(block, raw, raw.addresses, true);
    }

    /** Reads {@code virtual_ipaddress_excluded}, whose addresses may be of either family. */
    static Outcome readExcluded(DirectiveArguments block, RawInstance raw) {
        return read(block, raw, raw.excluded, false);
    }

    private static Outcome read(
            DirectiveArguments block, RawInstance raw, List<ConfiguredAddress> addresses, boolean advertised) {
        for (Directive line : block.directive().block()) {
            AddressBlockReader lines =
                    new AddressBlockReader(new DirectiveArguments(line, block.outcomes()), advertised);
            block.outcomes().record(line, lines.read(raw, addresses));
        }
        return Outcome.TRANSLATED;
    }

    private Outcome read(RawInstance raw, List<ConfiguredAddress> addresses) {
        String text = arguments.directive().keyword();
        InetAddress ip;
        try {
            ip = AddressText.parse(text.replaceFirst("/.*", ""));
        } catch (IllegalArgumentException e) {
            boolean mapped = text.indexOf(':') >= 0 && text.indexOf('.') >= 0 && text.indexOf('%') < 0;
            return new Outcome.Reported(
                    mapped
                            ? "%s: left out%s".formatted(e.getMessage(), shorter())
                            : "not an IP address: left out, as in keepalived");
        }
        if (advertised && !raw.mayBe(InstanceFamily.of(ip))) {
            return new Outcome.Reported(
                    "is not of the family of the addresses before it: left out, as in keepalived; give it a"
                            + " vrrp_instance of its own");
        }
        readOptions(ip);
        if (refusal != null) {
            return new Outcome.Reported(refusal + ": left out, as in keepalived");
        }
        if (advertised) {
            raw.admits(InstanceFamily.of(ip));
        }
        Integer prefix = hasPeer ? null : prefix(ip, text);
        Optional<String> objection =
                prefix == null ? new IpPrefix(ip, bits(ip)).objection() : new IpPrefix(ip, prefix).objection();
        if (objection.isPresent()) {
            return new Outcome.Reported(
                    "is %s, which no host can have: left out%s".formatted(objection.get(), shorter()));
        }
        addresses.add(new ConfiguredAddress(ip, prefix, device, label, arguments.place()));
        return Outcome.TRANSLATED;
    }

    private String shorter() {
        return advertised ? SHORTER_LIST : "";
    }

    /** The prefix as keepalived reads it: digits up to what is none; out of range: that of a host. */
    private @Nullable Integer prefix(InetAddress ip, String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String written = text.substring(slash + 1);
        int length = ValueParser.leadingNumber(written);
        if (written.startsWith("-") || length > bits(ip)) {
            remark("%s: not a prefix: keepalived takes /%d, so does the result; write a number such as /%d"
                    .formatted(text, bits(ip), bits(ip) == Integer.SIZE ? 24 : 64));
            return null;
        }
        if (length == 0) {
            remark("%s: keepalived binds it with the prefix 0; it is taken without a prefix: write one such as /%d"
                    .formatted(text, bits(ip) == Integer.SIZE ? 24 : 64));
            return null;
        }
        if (!written.equals(String.valueOf(length))) {
            remark("%s: keepalived reads the prefix %d: so does the result".formatted(text, length));
        }
        return length;
    }

    private static int bits(InetAddress ip) {
        return ip.getAddress().length * Byte.SIZE;
    }

    private void readOptions(InetAddress ip) {
        for (String option = arguments.next(); option != null; option = arguments.next()) {
            switch (option) {
                case "dev" -> {
                    refusal = device == null ? refusal : "has two devices";
                    device = value(option);
                }
                case "label" -> label(ip);
                case "scope" -> scope();
                case "peer" -> {
                    hasPeer = true;
                    address(option);
                }
                case "brd", "broadcast" -> {
                    refusal = InstanceFamily.of(ip) == InstanceFamily.IPV6 ? "IPv6 has no broadcast" : refusal;
                    address(option);
                }
                case "preferred_lft" -> remarkOption(option + " " + value(option), true);
                case "noprefixroute" -> {}
                default -> remarkOption(option, WITHOUT_VALUE.contains(option));
            }
        }
    }

    /** The word behind an option; without one keepalived leaves the address out. */
    private @Nullable String value(String option) {
        String value = arguments.next();
        if (value == null) {
            refusal = "'%s' has no value".formatted(option);
        }
        return value;
    }

    private void address(String option) {
        String value = value(option);
        boolean sign = !option.equals("peer") && ("+".equals(value) || "-".equals(value));
        if (value != null && !sign && ValueParser.address(value) == null) {
            refusal = "'%s %s' is not an address".formatted(option, value);
        }
        remarkOption(option + " " + value, true);
    }

    private void label(InetAddress ip) {
        label = value("label");
        if (label != null && label.length() > MAX_LABEL) {
            refusal = "the label has more than %d characters".formatted(MAX_LABEL);
        } else if (label != null && InstanceFamily.of(ip) == InstanceFamily.IPV6) {
            remark("label: only IPv4 addresses have one: left out, as in keepalived");
            label = null;
        }
    }

    private void scope() {
        String scope = value("scope");
        if (scope != null && !scope.equals("global")) {
            remarkOption("scope " + scope, true);
        }
    }

    private void remarkOption(String option, boolean known) {
        remark("%s: '%s' %s: left out"
                .formatted(
                        arguments.directive().keyword().replaceFirst("/.*", ""),
                        option,
                        known ? "has no counterpart" : "is not understood"));
    }

    private void remark(String text) {
        arguments.outcomes().remark(arguments.place(), text);
    }
}
