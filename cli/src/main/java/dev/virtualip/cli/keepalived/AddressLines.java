package dev.virtualip.cli.keepalived;

import dev.virtualip.crds.IpPrefix;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an address block: an address, its prefix, and options as {@code ip address add} has them. */
final class AddressLines {
    private static final Set<String> WITH_VALUE = Set.of("brd", "broadcast", "peer", "preferred_lft");
    private static final Set<String> WITHOUT_VALUE =
            Set.of("home", "-nodad", "mngtmpaddr", "autojoin", "no_track", "use_vmac");

    private AddressLines() {}

    /** Reads a block; each of its lines is in the ledger afterwards. */
    static Outcome read(Arguments block, List<Address> addresses) {
        for (Directive line : block.directive().block()) {
            Arguments arguments = new Arguments(line, block.ledger());
            Address address = address(line);
            if (address == null) {
                block.ledger()
                        .record(line, new Outcome.Told("not an address that a virtual router can have: left out"));
            } else {
                block.ledger().record(line, Outcome.TRANSLATED);
                addresses.add(withOptions(arguments, address));
            }
        }
        return Outcome.TRANSLATED;
    }

    private static @Nullable Address address(Directive line) {
        try {
            IpPrefix prefix = IpPrefix.parse(line.keyword());
            if (prefix.objection().isPresent()) {
                return null;
            }
            Integer length = line.keyword().indexOf('/') < 0 ? null : Integer.valueOf(prefix.length());
            return new Address(prefix.address(), length, null, null, line.place());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Address withOptions(Arguments arguments, Address plain) {
        String device = null;
        String label = null;
        for (String option = arguments.next(); option != null; option = arguments.next()) {
            switch (option) {
                case "dev" -> device = arguments.next();
                case "label" -> label = arguments.next();
                case "scope" -> scope(arguments, plain);
                case "noprefixroute" -> {}
                default -> tell(arguments, plain, option);
            }
        }
        return new Address(plain.ip(), plain.prefix(), device, label, plain.place());
    }

    private static void scope(Arguments arguments, Address address) {
        String scope = arguments.next();
        if (!"global".equals(scope)) {
            tell(arguments, address, "scope " + scope);
        }
    }

    private static void tell(Arguments arguments, Address address, String option) {
        boolean known = option.startsWith("scope ") || WITHOUT_VALUE.contains(option);
        String shown = option;
        if (WITH_VALUE.contains(option)) {
            known = true;
            shown = option + " " + arguments.next();
        }
        arguments
                .ledger()
                .tell(
                        address.place(),
                        "%s: '%s' %s: left out"
                                .formatted(address.text(), shown, known ? "has no counterpart" : "is not understood"));
    }
}
